import type { ListLimits } from "../../forms/form-field.ts";

/** Of forms, from Discord's reference: characters, and how many of each there may be. */
export const formLimits = {
  customId: 100,
  title: 45,
  label: 45,
  description: 100,
  placeholder: 100,
  /** What is typed into one input. */
  typed: 4000,
  rows: 5,
  buttonLabel: 80,
  choiceLabel: 100,
  buttonsInRow: 5,
  rowsOfMessage: 5,
} as const;

export const listLimits: ListLimits = { mostChoices: 25, mostValue: 100 };
