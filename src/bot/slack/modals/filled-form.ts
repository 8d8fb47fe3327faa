import type { Said } from "../../forms/said.ts";
import { type FilledInput, filledFiles, filledInputs, type SlackFileRef, type SubmittedView } from "./form-state.ts";
import { filledKnobs } from "./knob-fields.ts";

/** A form as the command takes it, as if its options had been typed. */
export interface FilledForm extends Said {
  readonly files: readonly SlackFileRef[];
}

/** What a form says, each input under its option's name; the knobs are apart. */
export function filledForm(view: Pick<SubmittedView, "state">): FilledForm {
  const inputs = filledInputs(view);
  const given = textsByName(inputs, ({ text }) => text);
  return { given, others: filledKnobs(inputs).turned, files: filledFiles(view) };
}

/** The texts of inputs that are options; null: the option is not given. */
export function textsByName(
  inputs: readonly FilledInput[],
  textOf: (input: FilledInput) => string | null,
): Readonly<Record<string, string>> {
  const options = inputs.filter(({ id }) => /^\w+$/.test(id));
  return Object.fromEntries(
    options.flatMap((input) => {
      const text = textOf(input);
      return text === null ? [] : [[input.id, text] as const];
    }),
  );
}
