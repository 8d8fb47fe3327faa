import type { PitchView, RelatedPitch } from "../../rounds/memory/pitch-view.ts";
import { measuredRecord } from "../cli/verdict-record.ts";
import { pitchFacts } from "./facts.ts";

/** A pitch for programs, with all that its card shows but the diff. */
export function pitchViewFacts({ pitch, round, parents, endorsements, measured }: PitchView) {
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
      sweep: pitch.sweep,
      parents: parents.map(relatedFacts),
      endorsements: endorsements.map(relatedFacts),
      measured: measured && { by: measured.by, machine: measured.machine, ...measuredRecord(measured.verdict) },
    },
  };
}

function relatedFacts({ name, title, authors }: RelatedPitch) {
  return { pitch: name, title, authors };
}
