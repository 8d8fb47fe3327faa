import type { ModalView } from "@slack/types";
import {
  type AnswerFacts,
  answerField,
  answerWords,
  askField,
  askWords,
  caseField,
  type ProofFacts,
  proofWords,
  type TalkFacts,
} from "../../forms/small-form.ts";
import { type FilledForm, filledForm } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { formView } from "./form-frame.ts";
import type { SubmittedView } from "./form-state.ts";
import { paragraph, titled } from "./form-text.ts";
import { fieldBlock, listLimits } from "./input-blocks.ts";

type Handed = Pick<SubmittedView, "state" | "private_metadata">;

/** `/tank ask B`, and the button "Ask". */
export function askForm(facts: TalkFacts): ModalView {
  const { season, round, pitch } = facts;
  const { title, submit, head } = askWords(facts);
  const blocks = [titled(head), fieldBlock(askField())];
  return formView({ name: "ask", context: { season, round, pitch }, title, submit, blocks });
}

export function readAsk(view: Handed): FilledForm {
  return aboutPitch(view);
}

/** `/tank answer Q1`, and the button "Answer Q1". An answer that stands can be mended. */
export function answerForm(facts: AnswerFacts): ModalView {
  const { season, round, question } = facts;
  const { title, submit, head } = answerWords(facts);
  return formView({
    name: "answer",
    context: { season, round, question: question.number },
    title,
    submit,
    blocks: [titled(head), paragraph(question.text), fieldBlock(answerField(facts))],
  });
}

/** An answer is sent whole, changed or not. */
export function readAnswer(view: Handed): FilledForm {
  const { question } = readContext(view);
  const { given } = filledForm(view);
  return {
    given: { ...(question === undefined ? {} : { question: `Q${question}` }), ...given },
    others: {},
    files: [],
  };
}

/** `/tank proof B`, and the button "Demand proof". */
export function proofForm(facts: ProofFacts): ModalView {
  const { season, round, pitch } = facts;
  const { title, submit, head, note } = proofWords(facts);
  const timed = caseField(facts, listLimits);
  return formView({
    name: "proof",
    context: { season, round, pitch },
    title,
    submit,
    blocks: [titled(head, note === undefined ? [] : [note]), ...(timed === null ? [] : [fieldBlock(timed)])],
  });
}

export function readProof(view: Handed): FilledForm {
  return aboutPitch(view);
}

function aboutPitch(view: Handed): FilledForm {
  const { pitch } = readContext(view);
  const { given } = filledForm(view);
  return { given: { ...(pitch === undefined ? {} : { pitch }), ...given }, others: {}, files: [] };
}
