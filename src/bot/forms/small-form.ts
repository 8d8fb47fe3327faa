import type { QuestionRow } from "../../rounds/store/questions.ts";
import type { CodeWays } from "./code-fields.ts";
import type { FormField, ListLimits } from "./form-field.ts";

/** What a form says beside its inputs. */
export interface FormWords {
  readonly title: string;
  /** The words on the button that hands it in. */
  readonly submit: string;
  /** What it is about. */
  readonly head: string;
  readonly note?: string;
}

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

export interface AnswerFacts extends TalkFacts {
  readonly question: QuestionRow;
}

export interface ProofFacts extends TalkFacts {
  /** The problem's cases that one may be timed of; empty where the season's rules time none. */
  readonly cases: readonly string[];
}

export interface CodeFormFacts extends CodeWays, TalkFacts {
  /** What its code is made of now, in words; null where there is none. */
  readonly stands: string | null;
}

export interface MeasureFormFacts extends CodeWays {
  readonly season: string;
  readonly round: number | null;
}

export function askWords({ pitch, title }: TalkFacts): FormWords {
  return { title: `Ask about ${pitch}`, submit: "Ask", head: `${pitch}: ${title}` };
}

export function askField(): FormField {
  return {
    kind: "typed",
    id: "question",
    label: "Your question",
    hint: "It stands on the pitch, with your name.",
    placeholder: "Which case gains most?",
    optional: false,
    most: 1000,
    multiline: true,
  };
}

export function answerWords({ pitch, title, question }: AnswerFacts): FormWords {
  const { number, asker, answer } = question;
  const submit = answer === null ? "Answer" : "Mend the answer";
  return { title: `Answer Q${number}`, submit, head: `Q${number}, ${asker} about ${pitch}: ${title}` };
}

export function answerField({ question: { answer } }: AnswerFacts): FormField {
  return {
    kind: "typed",
    id: "answer",
    label: "Your answer",
    hint: "It stands on the pitch. Answer again to mend it.",
    placeholder: "g=8, K=7168: the epilogue is a third of it.",
    optional: false,
    stands: answer?.text,
    most: 4000,
    multiline: true,
  };
}

export function proofWords({ pitch, title }: ProofFacts): FormWords {
  return {
    title: `Proof of ${pitch}`,
    submit: "Demand it",
    head: `${pitch}: ${title}`,
    note: "Its code is built and checked before the vote closes, or as soon as there is any.",
  };
}

/** From a list where one can hold the cases, else to type; null where none is timed. */
export function caseField({ cases }: ProofFacts, { mostChoices, mostValue }: ListLimits): FormField | null {
  if (cases.length === 0) return null;
  const field = { id: "case", label: "Time one case as well", placeholder: "No: build and check it", optional: true };
  const isShort =
    cases.length <= mostChoices &&
    cases.every((label) => label.length <= mostValue && label.trim() !== "" && label.isWellFormed());
  const choices = [...new Set(cases)].map((label) => ({ value: label, text: label }));
  return isShort ? { ...field, kind: "list", choices } : { ...field, kind: "typed", most: 200 };
}

export function codeWords({ pitch, title, stands }: CodeFormFacts): FormWords {
  const note = stands === null ? "It has no code yet." : `This takes the place of what stands: ${stands}.`;
  return { title: `Code of ${pitch}`, submit: "Hand it in", head: `${pitch}: ${title}`, note };
}

export const measureWords: FormWords = {
  title: "Measure",
  submit: "Measure it",
  head: "A verdict for you alone, now",
  note: "It counts for nobody's credibility. Left empty: your last one again.",
};
