import type { InputBlock, PlainTextInput, PlainTextOption, StaticSelect } from "@slack/types";
import { actionOf } from "../../forms/fingerprint.ts";
import type {
  Choice,
  Field,
  FormField,
  GroupedField,
  ListField,
  ListLimits,
  TypedField,
} from "../../forms/form-field.ts";
import { openedText } from "../../forms/opened-text.ts";
import { chatLine, chatText } from "../../text/chat-text.ts";
import { formLine } from "./form-text.ts";

/** Slack's own limit for what is typed into one input. */
const mostTyped = 3000;

/** A field as Slack draws it; its id is that of its block. */
export function fieldBlock(field: FormField): InputBlock {
  switch (field.kind) {
    case "typed":
      return typedBlock(field);
    case "list":
      return listBlock(field);
    case "grouped":
      return groupedBlock(field);
  }
}

function typedBlock(field: TypedField): InputBlock {
  const { most, stands, initial, hint, optional } = openedText(field, mostTyped, { line: chatLine, lines: chatText });
  const element: PlainTextInput = {
    type: "plain_text_input",
    action_id: actionOf(field.id, stands),
    max_length: most,
    multiline: field.multiline ?? false,
    ...(field.placeholder ? { placeholder: formLine(field.placeholder, 150) } : {}),
    ...(initial === null ? {} : { initial_value: initial }),
  };
  return { ...frame({ ...field, hint, optional }), element };
}

function listBlock(field: ListField): InputBlock {
  const options = field.choices.map(choiceOption);
  return { ...choiceFrame(field), element: { ...choiceElement(field, options), options } };
}

function groupedBlock(field: GroupedField): InputBlock {
  const groups = field.groups.filter(({ choices }) => choices.length > 0);
  const option_groups = groups.map(({ label, choices }) => ({
    label: formLine(label, 75),
    options: choices.map(choiceOption),
  }));
  const options = option_groups.flatMap((group) => group.options);
  return { ...choiceFrame(field), element: { ...choiceElement(field, options), option_groups } };
}

function choiceFrame(field: Field): Omit<InputBlock, "element"> {
  return frame({ ...field, optional: field.optional && field.stands === undefined });
}

function choiceElement(field: Field, options: readonly PlainTextOption[]): StaticSelect {
  const initial = options.find(({ value }) => value === (field.said ?? field.stands));
  return {
    type: "static_select",
    action_id: actionOf(field.id, field.stands ?? null),
    ...(field.placeholder ? { placeholder: formLine(field.placeholder, 150) } : {}),
    ...(initial ? { initial_option: initial } : {}),
  };
}

/** Slack's types still allow 75 characters of a value, its reference more. */
export const listLimits: ListLimits = { mostChoices: 100, mostValue: 75 };

export function choiceOption({ value, text, description }: Choice): PlainTextOption {
  const told = description === undefined ? {} : { description: formLine(description, 75) };
  return { text: formLine(text, 75), value, ...told };
}

export interface NumberField extends Field {
  readonly min: string;
  readonly max: string;
}

/** A phone shows its number pad for it. */
export function numberBlock(field: NumberField): InputBlock {
  const { id, min, max, said, placeholder } = field;
  return {
    ...frame(field),
    element: {
      type: "number_input",
      action_id: id,
      is_decimal_allowed: true,
      min_value: min,
      max_value: max,
      ...(placeholder ? { placeholder: formLine(placeholder, 150) } : {}),
      ...(said === undefined ? {} : { initial_value: said }),
    },
  };
}

/** Up to ten files, of any kind: what a kernel's files are called is nobody's to guess. */
export function filesBlock(field: Field): InputBlock {
  return { ...frame(field), element: { type: "file_input", action_id: field.id, max_files: 10 } };
}

function frame({ id, label, hint, optional }: Field): Omit<InputBlock, "element"> {
  const below = hint === undefined || hint === "" ? {} : { hint: formLine(hint, 500) };
  return { type: "input", block_id: id, label: formLine(label, 150), optional, ...below };
}
