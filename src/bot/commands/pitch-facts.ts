import type { PitchView, RelatedPitch } from "../../rounds/memory/pitch-view.ts";
import type { ShownTouches } from "../../rounds/source/shown-source.ts";
import { measuredRecord } from "../cli/verdict-record.ts";
import { pitchFacts, predicted } from "./facts.ts";
import { proofFacts, questionFacts } from "./talk-facts.ts";

/** A pitch for programs, with all that its card shows but the diff. */
export function pitchViewFacts(view: PitchView) {
  const { pitch, round, parents, endorsements, measured, questions, proofs, elsewhere } = view;
  const { problem, change, evidence, validation, complexity, risk, mitigation, tagline, claims } = pitch.content;
  const said = { problem, change, evidence, validation, complexity, risk, mitigation, tagline, claims };
  const fields = Object.fromEntries(Object.entries(said).map(([key, value]) => [key, value ?? null]));
  return {
    round,
    pitch: {
      ...pitchFacts(pitch),
      ...fields,
      origin: pitch.content.origin ?? null,
      builders: pitch.content.builders ?? [],
      codeBy: pitch.content.codeBy ?? null,
      joined: (pitch.content.joined ?? []).map(({ by, prediction, reasoning }) => {
        return { by, predicted: predicted(prediction), reason: reasoning ?? null };
      }),
      sweep: pitch.sweep,
      parents: parents.map(relatedFacts),
      endorsements: endorsements.map(relatedFacts),
      measured: measured && { by: measured.by, machine: measured.machine, ...measuredRecord(measured.verdict) },
      touches: view.touches && touchFacts(view.touches),
      elsewhere: elsewhere.map(({ text, link, by }) => ({ text, link, by })),
    },
    questions: questions.map((question) => questionFacts(question, pitch)),
    proofs: proofs.map((proof) => proofFacts(proof, pitch)),
  };
}

/** `code`, the line itself, stands apart from what it touches. */
function touchFacts({ touches, more, asBaseline, unread }: ShownTouches) {
  return {
    lines: touches.map(({ file, line, kind, name, code }) => ({ file, line, touches: kind, name, code })),
    more,
    asBaseline,
    unread: unread.map(({ file, read, why }) => ({ file, read, why })),
  };
}

function relatedFacts({ name, title, authors }: RelatedPitch) {
  return { pitch: name, title, authors };
}
