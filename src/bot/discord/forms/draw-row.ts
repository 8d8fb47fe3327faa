import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from "discord.js";
import { actionOf } from "../../forms/fingerprint.ts";
import type { Choice, Field, FormField, TypedField } from "../../forms/form-field.ts";
import { openedText } from "../../forms/opened-text.ts";
import { chatLine, chatText } from "../../text/chat-text.ts";
import { shortLine } from "../short-text.ts";
import { formLimits, listLimits } from "./form-limits.ts";

/** Where files are uploaded. */
export interface FilesRow {
  readonly kind: "files";
  readonly id: string;
  readonly label: string;
  readonly hint: string;
}

/** One of a modal's five rows. */
export type FormRow = FormField | FilesRow;

/** Discord refuses an empty text. */
const nothing = "–";

export function drawRow(row: FormRow): APILabelComponent {
  switch (row.kind) {
    case "files":
      return labelled(row, { type: ComponentType.FileUpload, custom_id: row.id, max_values: 10, required: false });
    case "typed":
      return drawTyped(row);
    case "list":
      return labelled(row, select(row, row.choices));
    case "grouped": {
      const groups = row.groups.flatMap(({ choices }) => choices);
      return labelled(row, select(row, groups));
    }
  }
}

function drawTyped(field: TypedField): APILabelComponent {
  const { most, stands, initial, hint, optional } = openedText(field, formLimits.typed, {
    line: chatLine,
    lines: chatText,
  });
  const input: APITextInputComponent = {
    type: ComponentType.TextInput,
    custom_id: actionOf(field.id, stands),
    style: field.multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: most,
    required: !optional,
    ...(field.placeholder ? { placeholder: shortLine(field.placeholder, formLimits.placeholder) } : {}),
    ...(initial === null ? {} : { value: initial }),
  };
  return labelled({ ...field, hint }, input);
}

/** Discord's lists have no parts, so a choice's own line says what it is. */
function select(field: Field, choices: readonly Choice[]): APIStringSelectComponent {
  const optional = field.optional && field.stands === undefined;
  const chosen = field.said ?? field.stands;
  const offered = choices.slice(0, listLimits.mostChoices);
  return {
    type: ComponentType.StringSelect,
    custom_id: actionOf(field.id, field.stands ?? null),
    min_values: optional ? 0 : 1,
    max_values: 1,
    required: !optional,
    ...(field.placeholder ? { placeholder: shortLine(field.placeholder, formLimits.placeholder) } : {}),
    options: offered.map((choice) => ({
      value: choice.value,
      label: shortLine(choice.text, formLimits.choiceLabel) || nothing,
      ...(choice.description === undefined
        ? {}
        : { description: shortLine(choice.description, formLimits.description) || nothing }),
      ...(choice.value === chosen ? { default: true } : {}),
    })),
  };
}

function labelled(
  { label, hint = "" }: { readonly label: string; readonly hint?: string | undefined },
  component: APIComponentInLabel,
): APILabelComponent {
  const description = shortLine(hint, formLimits.description);
  return {
    type: ComponentType.Label,
    label: shortLine(label, formLimits.label) || nothing,
    ...(description === "" ? {} : { description }),
    component,
  };
}
