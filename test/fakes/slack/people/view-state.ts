import { type Json, objectAt, objectsOf, stringAt } from "../json.ts";
import type { OpenView } from "../view-stacks.ts";

/** An element that holds a value, and the block that it stands in. */
export interface Field {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Json;
  /** An input block's element, which is sent on submit and must be filled in unless it is optional. */
  readonly isInput: boolean;
  readonly optional: boolean;
}

export function fieldsOf(view: OpenView): readonly Field[] {
  return objectsOf(view.definition["blocks"]).flatMap((block) => {
    const isInput = block["type"] === "input";
    const elements = isInput
      ? [objectAt(block, "element")]
      : [...objectsOf(block["elements"]), ...objectsOf([block["accessory"]])];
    return elements.flatMap((element) => {
      const blockId = stringAt(block, "block_id");
      const actionId = stringAt(element, "action_id");
      if (blockId === undefined || actionId === undefined || emptyState(element) === undefined) return [];
      return [{ blockId, actionId, element, isInput, optional: block["optional"] === true }];
    });
  });
}

export const fieldKey = (blockId: string, actionId: string) => `${blockId}\n${actionId}`;

/** The state of an element before anybody touches it; undefined for one without a state, such as a button. */
function emptyState(element: Json): Json | undefined {
  const type = stringAt(element, "type");
  switch (type) {
    case "plain_text_input":
    case "number_input":
    case "url_text_input":
    case "email_text_input":
      return { type, value: element["initial_value"] ?? null };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: element["initial_option"] ?? null };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: element["initial_options"] ?? [] };
    case "users_select":
      return { type, selected_user: element["initial_user"] ?? null };
    case "datepicker":
      return { type, selected_date: element["initial_date"] ?? null };
    case "timepicker":
      return { type, selected_time: element["initial_time"] ?? null };
    case "datetimepicker":
      return { type, selected_date_time: element["initial_date_time"] ?? null };
    case "file_input":
      return { type, files: [] };
    default:
      return undefined;
  }
}

/** What a field holds now. Slack keeps what was entered over an update as long as block and action stay the same. */
export function stateOf(view: OpenView, field: Field): Json {
  const entered = view.entered.get(fieldKey(field.blockId, field.actionId));
  if (entered?.["type"] === field.element["type"]) return entered ?? {};
  return emptyState(field.element) ?? {};
}

/** `view.state.values`: by block, then by action. */
export function stateValues(view: OpenView): Readonly<Record<string, Json>> {
  const values: Record<string, Json> = {};
  for (const field of fieldsOf(view)) {
    values[field.blockId] = { ...values[field.blockId], [field.actionId]: stateOf(view, field) };
  }
  return values;
}

export function isEmptyState(state: Json): boolean {
  const value = Object.entries(state).find(([key]) => key !== "type")?.[1];
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
