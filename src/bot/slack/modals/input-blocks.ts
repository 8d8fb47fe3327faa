import type { InputBlock, PlainTextInput, PlainTextOption, StaticSelect } from "@slack/types";
import { chatLine, chatText } from "../../text/chat-text.ts";
import { actionOf } from "./fingerprint.ts";
import { formLine } from "./form-text.ts";

/** Slack's own limit for what is typed into one input. */
const mostTyped = 3000;

/** An input of a form; its id is that of its block, and what is filled in is read by it. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly optional: boolean;
  /** What it opens with, where that is not what stands. */
  readonly said?: string | undefined;
  /** What stands already: it can be changed, and not be emptied. */
  readonly stands?: string | undefined;
}

export interface TypedField extends Field {
  readonly most: number;
  readonly multiline?: boolean;
  /** May be emptied, although something stands. */
  readonly canEmpty?: boolean;
}

/** Text to type. What stands and is too long for a form stays, until something is written in its place. */
export function typedBlock(field: TypedField): InputBlock {
  const most = Math.min(field.most, mostTyped);
  const shown = (text: string) => (field.multiline ? chatText(text).trim() : chatLine(text));
  const fitting = (text = "") => (shown(text) !== "" && shown(text).length <= most ? shown(text) : null);
  const stands = fitting(field.stands);
  const initial = fitting(field.said) ?? stands;
  const isTooLong = shown(field.stands ?? "").length > most;
  const element: PlainTextInput = {
    type: "plain_text_input",
    action_id: actionOf(field.id, stands),
    max_length: most,
    multiline: field.multiline ?? false,
    ...(field.placeholder ? { placeholder: formLine(field.placeholder, 150) } : {}),
    ...(initial === null ? {} : { initial_value: initial }),
  };
  const hint = isTooLong ? "What stands is too long for a form, and stays unless you write here." : field.hint;
  const optional = stands === null ? field.optional || isTooLong : (field.canEmpty ?? false);
  return { ...frame({ ...field, hint, optional }), element };
}

/** One of a list. */
export interface ChoiceField extends Field {
  readonly options: readonly PlainTextOption[];
}

export function choiceBlock(field: ChoiceField): InputBlock {
  const { options } = field;
  return { ...choiceFrame(field), element: { ...choiceElement(field, options), options: [...options] } };
}

export interface GroupedField extends Field {
  readonly groups: readonly { readonly label: string; readonly options: readonly PlainTextOption[] }[];
}

export function groupedBlock(field: GroupedField): InputBlock {
  const groups = field.groups.filter(({ options }) => options.length > 0);
  const options = groups.flatMap((group) => group.options);
  const option_groups = groups.map(({ label, options: own }) => ({ label: formLine(label, 75), options: [...own] }));
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
export const mostValue = 75;

export function choice(value: string, text: string, description?: string): PlainTextOption {
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
