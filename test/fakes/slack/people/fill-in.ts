import { filePayload } from "../file-payload.ts";
import { type Json, objectAt, objectsOf, stringAt } from "../json.ts";
import type { OpenView } from "../view-stacks.ts";
import type { Workspace } from "../workspace.ts";
import { type Field, fieldKey, fieldsOf } from "./view-state.ts";

/** A file that a person has uploaded. */
export interface Uploaded {
  readonly id: string;
}

export type Entry = string | number | Uploaded | readonly (string | Uploaded)[] | null;

/** What a person enters, by action id or block id: text, a number, an option's value, files; null empties a field. */
export type Entries = Readonly<Record<string, Entry>>;

/** The view with these entries. What the client would not let a person enter is an error of the test. */
export function fillIn(slack: Workspace, view: OpenView, entries: Entries): ReadonlyMap<string, Json> {
  const fields = fieldsOf(view);
  const entered = new Map(view.entered);
  for (const [name, entry] of Object.entries(entries)) {
    const [field, ...others] = fields.filter(({ actionId, blockId }) => actionId === name || blockId === name);
    if (field === undefined) {
      throw new Error(`The modal has no field ${name}; it has ${fields.map(({ actionId }) => actionId).join(", ")}.`);
    }
    if (others.length > 0) throw new Error(`The modal has several fields ${name}; name one by its action id.`);
    entered.set(fieldKey(field.blockId, field.actionId), stateFor(slack, field, entry));
  }
  return entered;
}

function stateFor(slack: Workspace, field: Field, entry: Entry): Json {
  const { element } = field;
  const type = stringAt(element, "type");
  switch (type) {
    case "plain_text_input":
    case "number_input":
    case "url_text_input":
    case "email_text_input":
      return { type, value: entry === null ? null : typed(field, String(entry)) };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: entry === null ? null : optionOf(field, String(entry)) };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: listOf(entry).map((value) => optionOf(field, String(value))) };
    case "users_select":
      return { type, selected_user: entry };
    case "datepicker":
      return { type, selected_date: entry };
    case "timepicker":
      return { type, selected_time: entry };
    case "datetimepicker":
      return { type, selected_date_time: entry };
    case "file_input":
      return { type, files: listOf(entry).map((file) => fileOf(slack, field, file)) };
    default:
      throw new Error(`Nobody can enter anything into ${field.actionId}, a ${type}.`);
  }
}

/** The client stops a person at max_length; it is too short ones that it lets them submit and then refuses. */
function typed(field: Field, value: string): string {
  const { element } = field;
  const most = typeof element["max_length"] === "number" ? element["max_length"] : 3000;
  if (value.length > most) throw new Error(`${field.actionId} takes ${most} characters; ${value.length} were entered.`);
  if (element["type"] === "plain_text_input" && element["multiline"] !== true && value.includes("\n")) {
    throw new Error(`${field.actionId} has one line.`);
  }
  return value;
}

function optionOf(field: Field, value: string): Json {
  const options = [
    ...objectsOf(field.element["options"]),
    ...objectsOf(field.element["option_groups"]).flatMap((group) => objectsOf(group["options"])),
  ];
  const option = options.find((one) => one["value"] === value || objectAt(one, "text")["text"] === value);
  if (option !== undefined) return option;
  const offered = options.map((one) => stringAt(one, "value")).join(", ");
  throw new Error(`${field.actionId} offers no option ${value}; it offers ${offered}.`);
}

function listOf(entry: Entry): readonly (string | Uploaded)[] {
  if (entry === null) return [];
  if (typeof entry === "number") return [String(entry)];
  return typeof entry === "string" || "id" in entry ? [entry] : entry;
}

/** "There is a 10MB file size limit", says the reference of file_input. */
const mostFileBytes = 10 * 1024 * 1024;

function fileOf(slack: Workspace, field: Field, uploaded: string | Uploaded): Json {
  const file = slack.files.get(typeof uploaded === "string" ? uploaded : uploaded.id);
  if (file?.bytes === undefined) throw new Error(`${field.actionId} takes files made by slack.upload().`);
  const types = field.element["filetypes"];
  const extension = file.name.split(".").at(-1) ?? "";
  if (Array.isArray(types) && !types.includes(extension)) {
    throw new Error(`${field.actionId} takes ${types.join(", ")} and not ${file.name}.`);
  }
  if (file.bytes.length > mostFileBytes) throw new Error(`${file.name} is larger than 10 MB.`);
  return filePayload(slack, file);
}
