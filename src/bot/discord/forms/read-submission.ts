import { type APIModalSubmission, ComponentType, type ModalSubmitComponent } from "discord.js";
import { idOf, isChanged } from "../../forms/fingerprint.ts";
import { type DiscordFile, namedFiles } from "../discord-file.ts";
import { type FormId, outdatedForm, readFormId } from "./form-id.ts";

/** What stands in one input of a form. */
export interface FilledInput {
  readonly id: string;
  /** Null: it is empty. */
  readonly text: string | null;
  /** It holds something else than what it opened with. */
  readonly changed: boolean;
}

/** One page of a form, handed in. */
export interface Submission {
  readonly id: FormId;
  readonly inputs: readonly FilledInput[];
  readonly files: readonly DiscordFile[];
}

/** @throws UserError for a form that an older bot opened */
export function readSubmission(data: Pick<APIModalSubmission, "custom_id" | "components" | "resolved">): Submission {
  const id = readFormId(data.custom_id);
  if (id === null || id.verb !== "send") throw outdatedForm();
  return { id, inputs: filledInputs(data), files: uploadedFiles(data) };
}

/** Every input of a modal but its files. */
export function filledInputs({ components }: Pick<APIModalSubmission, "components">): readonly FilledInput[] {
  return inputsOf(components).flatMap((input) => {
    const said = textOf(input);
    if (said === null) return [];
    const text = said.trim() === "" ? null : said;
    return [{ id: idOf(input.custom_id), text, changed: isChanged(input.custom_id, text) }];
  });
}

function uploadedFiles({ components, resolved }: Pick<APIModalSubmission, "components" | "resolved">) {
  const ids = inputsOf(components).flatMap((input) =>
    input.type === ComponentType.FileUpload ? (input.values ?? []) : [],
  );
  return namedFiles(ids, resolved?.attachments);
}

function inputsOf(components: APIModalSubmission["components"]): readonly ModalSubmitComponent[] {
  return components.flatMap((row) => (row.type === ComponentType.Label ? [row.component] : []));
}

/** Null: it holds no text. */
function textOf(input: ModalSubmitComponent): string | null {
  if (input.type === ComponentType.TextInput) return input.value ?? "";
  return input.type === ComponentType.StringSelect ? (input.values?.[0] ?? "") : null;
}
