import type { PitchView } from "../../rounds/memory/pitch-view.ts";
import type { Prediction } from "../../rounds/pitch.ts";

/** What a pitch says, by its options' names, as it would have to be typed to say the same. */
export function pitchTexts({ pitch, parents }: Pick<PitchView, "pitch" | "parents">): Readonly<Record<string, string>> {
  const { prediction, reasoning, authors, ...content } = pitch.content;
  const [, ...coAuthors] = authors;
  const texts = {
    title: content.title,
    approach: content.approach,
    speedup: prediction === null ? undefined : speedupText(prediction),
    reason: reasoning,
    answer: content.answer,
    problem: content.problem,
    change: content.change,
    evidence: content.evidence,
    validation: content.validation,
    complexity: content.complexity,
    risk: content.risk,
    mitigation: content.mitigation,
    tagline: content.tagline,
    claims: content.claims,
    with: coAuthors.map((name) => `@${name}`).join(", "),
    parents: parents.map(({ name }) => name).join(", "),
  };
  const said = Object.entries(texts).flatMap(([option, text]) => (text ? [[option, text] as const] : []));
  return Object.fromEntries(said);
}

/** The pitch as people name it: `B`, `bench:A`. */
export function pitchName({ pitch, round }: Pick<PitchView, "pitch" | "round">): string {
  return round === null ? `bench:${pitch.letter}` : pitch.letter;
}

function speedupText({ low, high }: Prediction): string {
  return low === high ? `${low}` : `${low}-${high}`;
}
