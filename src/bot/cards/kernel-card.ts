import type { KernelView } from "../../rounds/memory/kernel-view.ts";
import { gapRange, knobsSection, readingNotes, timesSection } from "./baseline-sections.ts";
import type { Card, Section } from "./card.ts";
import { codeSections } from "./code-sections.ts";
import { listText } from "./numbers.ts";
import { headline } from "./voice.ts";

/** What must be beaten: whose it is, its knobs and what they may be, its times, and what it came from. */
export function kernelCard({ season, problem, baseline, code, knobs, lineage }: KernelView): Card {
  const from = baseline.promotedFrom === null ? "the problem's own baseline" : `"${baseline.promotedFrom}"`;
  const example = exampleSetting(knobs);
  return {
    title: headline("Current kernel state", season.voice),
    lead: `${problem.title}: ${from}, ${baseline.sha256.slice(0, 12)}.`,
    mood: "neutral",
    sections: [
      knobsSection(knobs, "Knobs", season),
      ...codeSections(code),
      ...timesSections(season, baseline),
      ...lineageSection(lineage),
    ],
    footer: `/tank measure ${example} tries it privately; /pitch takes knobs, or a changed kernel as a file.`,
  };
}

/** A setting that this kernel's knobs allow, to try things with. */
function exampleSetting(knobs: KernelView["knobs"]): string {
  for (const { name, value, allowed } of knobs) {
    if (allowed.kind === "list") return `${name}=${allowed.values.find((each) => each !== value) ?? value}`;
    if (allowed.kind === "range") return `${name}=${Number(value) < allowed.max ? allowed.max : allowed.min}`;
  }
  return "--file kernel.ts";
}

function timesSections(season: KernelView["season"], { reading }: KernelView["baseline"]): readonly Section[] {
  if (reading === null) return [{ kind: "text", text: "Not timed yet: the next round's opening does that." }];
  const range = gapRange(reading);
  const notes = [...(range === null ? [] : [`${range} off target.`]), ...readingNotes(reading, season)];
  return [timesSection(reading, "Times", season.voice), { kind: "text", text: notes.join(" ") }];
}

/** The chain of baselines; nothing while the problem's own is still the only one. */
function lineageSection(lineage: KernelView["lineage"]): readonly Section[] {
  if (lineage.length < 2) return [];
  const items = lineage.map(({ sha256, round, pitch }) => {
    const hash = sha256.slice(0, 12);
    if (pitch === null) return { text: `The problem's own, ${hash}` };
    const combined =
      pitch.parents.length > 0 ? [`Combines ${listText(pitch.parents.map((title) => `"${title}"`))}`] : [];
    return { text: `"${pitch.title}" by ${listText(pitch.authors)}, round ${round}, ${hash}`, details: combined };
  });
  return [{ kind: "list", heading: "Where it comes from, oldest first", items }];
}
