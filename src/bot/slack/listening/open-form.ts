import type { ModalView } from "@slack/types";
import type { Tank } from "../../commands/run-command.ts";
import { type FormFacts, formFacts, type WantedForm } from "../../forms/form-facts.ts";
import { ballotForm } from "../modals/ballot-form.ts";
import { codeForm, measureForm } from "../modals/code-form.ts";
import { FormContext, readContext } from "../modals/form-context.ts";
import { pitchEditForm } from "../modals/pitch-edit-form.ts";
import { pitchForm } from "../modals/pitch-form.ts";
import { answerForm, askForm, proofForm } from "../modals/talk-forms.ts";
import type { Asker } from "./answers.ts";

/**
 * Draws a form with what stands now.
 * @throws UserError for a form that can't be filled in now, with the way forward
 */
export async function wantedForm(tank: Tank, wanted: WantedForm, by: string, asker: Asker): Promise<ModalView> {
  return openedFrom(draw(await formFacts(tank, wanted, by)), asker);
}

function draw({ form, facts }: FormFacts): ModalView {
  switch (form) {
    case "pitch":
      return pitchForm(facts);
    case "pitch-edit":
      return pitchEditForm(facts);
    case "vote":
      return ballotForm(facts);
    case "code":
      return codeForm(facts);
    case "measure":
      return measureForm(facts);
    case "ask":
      return askForm(facts);
    case "proof":
      return proofForm(facts);
    case "answer":
      return answerForm(facts);
  }
}

/** The same form, which remembers where it was opened. */
function openedFrom(view: ModalView, { channel, thread }: Asker): ModalView {
  const context = readContext({ private_metadata: view.private_metadata ?? "" });
  const from = FormContext.parse({ ...context, channel, ...(thread !== null && { thread }) });
  return { ...view, private_metadata: JSON.stringify(from) };
}
