import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { ProofRow } from "../../rounds/store/proofs.ts";
import type { QuestionRow } from "../../rounds/store/questions.ts";

/** What was said and shown of a pitch, for programs. docs/terminal.md names every key. */

export function questionFacts({ number, asker, text, askedAt, answer }: QuestionRow, { letter }: PitchRow) {
  return {
    question: `Q${number}`,
    pitch: letter,
    asker,
    text,
    askedAt,
    answer: answer === null ? null : { by: answer.by, text: answer.text, at: answer.at },
  };
}

export function proofFacts({ demandedBy, state, caseLabel, code, outcome }: ProofRow, { letter }: PitchRow) {
  return {
    pitch: letter,
    demandedBy,
    state,
    case: caseLabel,
    code,
    passed: outcome?.passed ?? null,
    detail: outcome?.detail ?? null,
    machine: outcome?.machine ?? null,
    cases: outcome?.cases ?? [],
  };
}
