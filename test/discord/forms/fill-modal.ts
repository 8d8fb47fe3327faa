import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  ComponentType,
  type ModalSubmitComponent,
} from "discord.js";
import { idOf } from "../../../src/bot/forms/fingerprint.ts";

/** What somebody fills into a modal, by the inputs' ids; null empties one. */
export type Answers = Readonly<Record<string, string | null>>;

/** A modal as Discord hands it in: what it opened with, and over it what was filled in, as far as its inputs allow. */
export function fillModal(
  modal: APIModalInteractionResponseCallbackData,
  answers: Answers = {},
  files: readonly string[] = [],
): APIModalSubmission {
  const inputs = inputsOf(modal);
  const odd = Object.keys(answers).find((id) => !inputs.some((input) => idOf(input.custom_id) === id));
  if (odd !== undefined) throw new Error(`the modal has no input ${odd}: ${inputs.map(({ custom_id }) => custom_id)}`);
  const components = inputs.map((input, index) => {
    const id = idOf(input.custom_id);
    const answer = Object.hasOwn(answers, id) ? (answers[id] ?? null) : undefined;
    return { type: ComponentType.Label, id: index + 1, component: filled(input, answer, files) } as const;
  });
  const uploads = files.map((name) => [`id-${name}`, uploaded(name)] as const);
  return { custom_id: modal.custom_id, components, resolved: { attachments: Object.fromEntries(uploads) } };
}

export function inputsOf({ components }: APIModalInteractionResponseCallbackData): readonly APIComponentInLabel[] {
  return components.flatMap((row) => (row.type === ComponentType.Label ? [row.component] : []));
}

/** A modal's input by its id. */
export function inputOf(modal: APIModalInteractionResponseCallbackData, id: string): APIComponentInLabel {
  const found = inputsOf(modal).find((input) => idOf(input.custom_id) === id);
  if (found === undefined) throw new Error(`the modal has no ${id}`);
  return found;
}

export function idsOf(modal: APIModalInteractionResponseCallbackData): readonly string[] {
  return inputsOf(modal).map(({ custom_id }) => idOf(custom_id));
}

function uploaded(name: string) {
  return { id: `id-${name}`, filename: name, size: 3, url: `http://cdn/${name}`, proxy_url: "" };
}

function filled(
  input: APIComponentInLabel,
  answer: string | null | undefined,
  files: readonly string[],
): ModalSubmitComponent {
  const { custom_id } = input;
  switch (input.type) {
    case ComponentType.TextInput: {
      const value = answer === undefined ? (input.value ?? "") : (answer ?? "");
      if (value === "" && input.required !== false) throw new Error(`${custom_id} must be filled in`);
      if (value.length > (input.max_length ?? 4000)) throw new Error(`${custom_id} takes ${input.max_length}`);
      return { type: input.type, id: 1, custom_id, value };
    }
    case ComponentType.StringSelect: {
      const chosen = input.options.filter((option) => option.default).map(({ value }) => value);
      const values = answer === undefined ? chosen : answer === null ? [] : [answer];
      if (values.length === 0 && input.required !== false) throw new Error(`${custom_id} must be chosen`);
      const odd = values.find((value) => !input.options.some((option) => option.value === value));
      if (odd !== undefined) throw new Error(`${custom_id} has no ${odd}`);
      return { type: input.type, id: 1, custom_id, values };
    }
    case ComponentType.FileUpload:
      return { type: input.type, id: 1, custom_id, values: files.map((name) => `id-${name}`) };
    default:
      throw new Error(`nobody fills in a ${input.type}`);
  }
}
