import type { ModalView } from "@slack/types";
import type { QuestionRow } from "../../../rounds/store/questions.ts";
import { type FilledForm, filledForm } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { formView } from "./form-frame.ts";
import type { SubmittedView } from "./form-state.ts";
import { paragraph, titled } from "./form-text.ts";
import { choice, choiceBlock, mostValue, typedBlock } from "./input-blocks.ts";

/** The pitch that a small form is about. */
export interface TalkFacts {
  /** The season's name. */
  readonly season: string;
  /** Null: the pitch waits on the bench. */
  readonly round: number | null;
  /** `B`, `bench:A`. */
  readonly pitch: string;
  readonly title: string;
}

type Handed = Pick<SubmittedView, "state" | "private_metadata">;

/** `/tank ask B`, and the button "Ask". */
export function askForm({ season, round, pitch, title }: TalkFacts): ModalView {
  return formView({
    name: "ask",
    context: { season, round, pitch },
    title: `Ask about ${pitch}`,
    submit: "Ask",
    blocks: [
      titled(`${pitch}: ${title}`),
      typedBlock({
        id: "question",
        label: "Your question",
        hint: "It stands on the pitch, with your name.",
        placeholder: "Which case gains most?",
        optional: false,
        most: 1000,
        multiline: true,
      }),
    ],
  });
}

export function readAsk(view: Handed): FilledForm {
  return aboutPitch(view);
}

/** `/tank answer Q1`, and the button "Answer Q1". An answer that stands can be mended. */
export function answerForm({
  season,
  round,
  pitch,
  title,
  question,
}: TalkFacts & { question: QuestionRow }): ModalView {
  const { number, asker, text, answer } = question;
  return formView({
    name: "answer",
    context: { season, round, question: number },
    title: `Answer Q${number}`,
    submit: answer === null ? "Answer" : "Mend the answer",
    blocks: [
      titled(`Q${number}, ${asker} about ${pitch}: ${title}`),
      paragraph(text),
      typedBlock({
        id: "answer",
        label: "Your answer",
        hint: "It stands on the pitch. Answer again to mend it.",
        placeholder: "g=8, K=7168: the epilogue is a third of it.",
        optional: false,
        stands: answer?.text,
        most: 4000,
        multiline: true,
      }),
    ],
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

export interface ProofFacts extends TalkFacts {
  /** The problem's cases that one may be timed of; empty where the season's rules time none. */
  readonly cases: readonly string[];
}

/** `/tank proof B`, and the button "Demand proof". */
export function proofForm({ season, round, pitch, title, cases }: ProofFacts): ModalView {
  const field = { id: "case", label: "Time one case as well", placeholder: "No: build and check it", optional: true };
  const isShort =
    cases.length <= 100 &&
    cases.every((label) => label.length <= mostValue && label.trim() !== "" && label.isWellFormed());
  const options = [...new Set(cases)].map((label) => choice(label, label));
  const timed = isShort ? choiceBlock({ ...field, options }) : typedBlock({ ...field, most: 200 });
  return formView({
    name: "proof",
    context: { season, round, pitch },
    title: `Proof of ${pitch}`,
    submit: "Demand it",
    blocks: [
      titled(`${pitch}: ${title}`, [
        "Its code is built and checked before the vote closes, or as soon as there is any.",
      ]),
      ...(cases.length === 0 ? [] : [timed]),
    ],
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
