import type { Command } from "../../command.ts";
import { formCommands } from "../../forms/form-commands.ts";
import { type FormName, isFormName } from "../../forms/form-names.ts";
import { readCode, readMeasure } from "./code-form.ts";
import type { FilledForm } from "./filled-form.ts";
import { type FormContext, outdatedForm, readContext } from "./form-context.ts";
import type { SubmittedView } from "./form-state.ts";
import { readPitchEdit } from "./pitch-edit-form.ts";
import { readPitch } from "./pitch-form.ts";
import { readBallot } from "./read-ballot.ts";
import { readAnswer, readAsk, readProof } from "./talk-forms.ts";

/** A form that was handed in: the command that it is, filled, and what it was opened for. */
export interface SubmittedForm extends FilledForm {
  readonly form: FormName;
  readonly context: FormContext;
  readonly command: Command;
}

/** @throws UserError for a form that an older bot opened */
export function readForm(view: SubmittedView): SubmittedForm {
  const { callback_id: form } = view;
  if (!isFormName(form)) throw outdatedForm();
  return { form, context: readContext(view), command: formCommands[form], ...readers[form](view) };
}

const readers: Readonly<Record<FormName, (view: SubmittedView) => FilledForm>> = {
  pitch: readPitch,
  "pitch-edit": readPitchEdit,
  code: readCode,
  vote: readBallot,
  ask: readAsk,
  answer: readAnswer,
  proof: readProof,
  measure: readMeasure,
};
