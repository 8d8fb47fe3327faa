import type { ModalView } from "@slack/types";
import { uploadHints } from "../../forms/code-fields.ts";
import { type CodeFormFacts, codeWords, type MeasureFormFacts, measureWords } from "../../forms/small-form.ts";
import { codeBlocks } from "./code-blocks.ts";
import { type FilledForm, filledForm } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { formView } from "./form-frame.ts";
import type { SubmittedView } from "./form-state.ts";
import { titled } from "./form-text.ts";

/** `/pitch code B`, and the button "Hand in code". */
export function codeForm(facts: CodeFormFacts): ModalView {
  const { season, round, pitch } = facts;
  const { title, submit, head, note = "" } = codeWords(facts);
  const blocks = [titled(head, [note]), ...codeBlocks(facts, { hint: uploadHints.code })];
  return formView({ name: "code", context: { season, round, pitch }, title, submit, blocks });
}

export function readCode(view: Pick<SubmittedView, "state" | "private_metadata">): FilledForm {
  const { given, ...code } = filledForm(view);
  const { pitch } = readContext(view);
  return { ...code, given: { ...(pitch === undefined ? {} : { pitch }), ...given } };
}

/** `/tank measure`: the same without a pitch. */
export function measureForm(facts: MeasureFormFacts): ModalView {
  const { season, round } = facts;
  const { title, submit, head, note = "" } = measureWords;
  const blocks = [titled(head, [note]), ...codeBlocks(facts, { hint: uploadHints.code })];
  return formView({ name: "measure", context: { season, round }, title, submit, blocks });
}

export function readMeasure(view: Pick<SubmittedView, "state">): FilledForm {
  return filledForm(view);
}
