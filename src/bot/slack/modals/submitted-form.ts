import type { Command } from "../../command.ts";
import { pitch } from "../../commands/pitch.ts";
import { pitchCode } from "../../commands/pitch-code.ts";
import { pitchEdit } from "../../commands/pitch-edit.ts";
import { tankAnswer } from "../../commands/tank-answer.ts";
import { tankAsk } from "../../commands/tank-ask.ts";
import { tankMeasure } from "../../commands/tank-measure.ts";
import { tankProof } from "../../commands/tank-proof.ts";
import { vote } from "../../commands/vote.ts";
import { readCode, readMeasure } from "./code-form.ts";
import type { FilledForm } from "./filled-form.ts";
import { type FormContext, readContext } from "./form-context.ts";
import { type FormName, isFormName } from "./form-names.ts";
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
  if (!isFormName(form)) throw new Error(`no form has the callback_id ${form}`);
  const { command, read } = forms[form];
  return { form, context: readContext(view), command, ...read(view) };
}

const forms: Readonly<
  Record<FormName, { readonly command: Command; readonly read: (view: SubmittedView) => FilledForm }>
> = {
  pitch: { command: pitch, read: readPitch },
  "pitch-edit": { command: pitchEdit, read: readPitchEdit },
  code: { command: pitchCode, read: readCode },
  vote: { command: vote, read: readBallot },
  ask: { command: tankAsk, read: readAsk },
  answer: { command: tankAnswer, read: readAnswer },
  proof: { command: tankProof, read: readProof },
  measure: { command: tankMeasure, read: readMeasure },
};
