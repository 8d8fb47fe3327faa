import type { PitchView, RelatedPitch } from "../../rounds/memory/pitch-view.ts";
import { predictionText } from "../../rounds/memory/scoreboard.ts";
import type { PitchInput } from "../../rounds/pitch.ts";
import type { Card, Fact, Section } from "./card.ts";
import { codeSections } from "./code-sections.ts";
import { intervalText, listText, plural, speedupText } from "./numbers.ts";
import { pitchTalkSections } from "./pitch-talk.ts";
import { type TouchSections, touchSections } from "./touch-sections.ts";

/**
 * One pitch, as it lands on the table: the bet first, then its reasons; the rest unfolds. `inFull` where somebody asked
 * for this one: it says as well that its code touches nothing.
 */
export function pitchCard(view: PitchView, warnings: readonly string[] = [], { inFull = false } = {}): Card {
  const { pitch, round } = view;
  const touched = touchSections(view.touches, inFull);
  const { title, authors } = pitch.content;
  const who = `${view.kind === "research" ? "Found" : "Pitched"} by ${listText(authors)}`;
  return {
    title: round === null ? `On the bench, ${pitch.letter}: ${title}` : `Contestant ${pitch.letter}: ${title}`,
    lead: round === null ? `${who}. It waits for a round.` : who,
    mood: "neutral",
    sections: [
      ...taglineSection(view),
      { kind: "facts", facts: pitchFacts(view) },
      ...fieldSections(pitch.content, reasons),
      ...touched.told,
      ...relatedSections(view),
      ...joinedSection(view),
      ...pitchTalkSections(view, pitch.id),
      ...elsewhereSection(view),
      ...warnings.map((text) => ({ kind: "text", heading: "But", text }) as const),
    ],
    ...unfolds(view, touched),
  };
}

/** Who pitched the same, and what they expect of it. */
function joinedSection({ pitch }: PitchView): readonly Section[] {
  const { joined = [] } = pitch.content;
  if (joined.length === 0) return [];
  const items = joined.map(({ by, prediction, reasoning }) => ({
    text: prediction === null ? by : `${by}, who predicts ${predictionText(prediction)}`,
    details: reasoning === undefined ? [] : [reasoning],
  }));
  return [{ kind: "list", heading: "Pitched too by", items }];
}

function pitchFacts(view: PitchView): readonly Fact[] {
  const { pitch, approach } = view;
  const { prediction, claims, knobs, complexity, risk } = pitch.content;
  const optional = (name: string, value: string | null | undefined): readonly Fact[] =>
    value ? [{ name, value }] : [];
  return [
    ...(prediction === null ? [] : [{ name: "Prediction", value: predictionText(prediction) }]),
    { name: "Approach", value: approach.name ?? "wild card" },
    ...optional("Claims", claims),
    ...optional("Knobs", knobs),
    ...optional("Sweep", pitch.sweep && `${plural(pitch.sweep.length, "kernel")}, the best of them counts`),
    ...optional("Code", view.kind === "research" ? null : codeFact(view)),
    ...optional("Complexity", complexity),
    ...optional("Risk", risk),
    ...optional("Measured privately by its author", measuredText(view)),
  ];
}

function codeFact({ pitch }: PitchView): string {
  const { content, sourceSha256, sweep } = pitch;
  if (sourceSha256 === null) return "after the vote";
  const hash = sweep === null ? sourceSha256.slice(0, 12) : sweep.map(({ sha256 }) => sha256.slice(0, 12)).join(", ");
  const from = content.origin === undefined ? "" : `, from ${content.origin}`;
  const by = content.codeBy === undefined ? "" : `, handed in by ${content.codeBy} after the vote`;
  return `${hash}${from}${by}`;
}

/** What its author knew of this very code when it was pitched. */
function measuredText({ measured }: PitchView): string | null {
  if (measured === null) return null;
  const { verdict, machine } = measured;
  const number =
    verdict.speedup === null ? "" : ` ${speedupText(verdict.speedup, verdict.ci95)} ${intervalText(verdict.ci95)}`;
  return `${verdict.verdict}${number}${machine === null ? "" : `, on ${machine}`}`;
}

function taglineSection({ season, pitch, approach }: PitchView): readonly Section[] {
  const tagline = pitch.content.tagline ?? approach.tagline;
  if (season.voice !== "show" || tagline === null) return [];
  return [{ kind: "text", text: tagline }];
}

function relatedSections({ parents, endorsements, pitch }: PitchView): readonly Section[] {
  const named = ({ name, title }: RelatedPitch) => `${name}, ${title}`;
  const backed = endorsements.map(({ authors, title }) => {
    return { text: `${listText(authors)}, who withdrew "${title}" for it` };
  });
  const { builders } = pitch.content;
  return [
    ...(parents.length > 0 ? [{ kind: "text", text: `Combines ${listText(parents.map(named))}.` } as const] : []),
    ...(backed.length > 0 ? [{ kind: "list", heading: "Endorsed by", items: backed } as const] : []),
    ...(builders ? [{ kind: "text", text: `May be built by ${listText(builders)}, named by the host.` } as const] : []),
  ];
}

/** What others report from their machines stays theirs. */
function elsewhereSection({ elsewhere }: PitchView): readonly Section[] {
  if (elsewhere.length === 0) return [];
  const items = elsewhere.map(({ text, link, by }) => ({ text: `${text} (${link}), attached by ${by}` }));
  return [{ kind: "list", heading: "Measured elsewhere: not ours, and it scores nothing", items }];
}

interface Field {
  readonly key: "change" | "reasoning" | "evidence" | "answer" | "problem" | "mitigation" | "validation";
  readonly heading: string;
}

const reasons: readonly Field[] = [
  { key: "change", heading: "What changes" },
  { key: "reasoning", heading: "Why it is faster" },
  { key: "evidence", heading: "Seen in this kernel" },
  { key: "answer", heading: "Why this time is different" },
];
const rest: readonly Field[] = [
  { key: "problem", heading: "What is slow now" },
  { key: "mitigation", heading: "What makes the risk smaller" },
  { key: "validation", heading: "How to check it step by step" },
];

function fieldSections(content: PitchInput, fields: readonly Field[]): readonly Section[] {
  return fields.flatMap(({ key, heading }): readonly Section[] => {
    const text = content[key];
    return text === undefined ? [] : [{ kind: "text", heading, text }];
  });
}

function unfolds({ pitch, code }: PitchView, touched: TouchSections): { readonly unfolds?: readonly Section[] } {
  const parts: readonly Section[] =
    pitch.sweep === null
      ? []
      : [{ kind: "list", heading: "The sweep tries", items: pitch.sweep.map(({ knobs }) => ({ text: knobs })) }];
  const changes = code === null ? [] : codeSections(code);
  const all = [...fieldSections(pitch.content, rest), ...touched.rest, ...touched.code, ...parts, ...changes];
  return all.length > 0 ? { unfolds: all } : {};
}
