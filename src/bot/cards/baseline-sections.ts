import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { Knob } from "../../rounds/knobs/knobs.ts";
import type { BaselineReading } from "../../rounds/memory/round-view.ts";
import type { Season } from "../../rounds/season.ts";
import type { Section } from "./card.ts";
import { gapRangeText, gapText, listText, microseconds } from "./numbers.ts";
import type { Voice } from "./voice.ts";

/** The kernel's knobs as its source would say them, locked ones with the comment that locks them. */
export function knobsSection(knobs: readonly Knob[], heading: string, voice: Voice): Section {
  if (knobs.length === 0) return { kind: "text", heading, text: "No knobs are marked in this kernel." };
  const width = Math.max(...knobs.map(({ name, value }) => name.length + value.length + 3));
  const lines = knobs.map(({ name, value, allowed }) => {
    const comment = allowed.kind === "locked" ? lockText(allowed, voice) : `may be ${sayAllowed(allowed)}`;
    return `${`${name} = ${value}`.padEnd(width)}  # ${comment}`;
  });
  return { kind: "code", heading, text: lines.join("\n") };
}

/** `CANNOT INCREASE - makes things slower`. */
function lockText({ says, why }: Extract<Knob["allowed"], { kind: "locked" }>, voice: Voice): string {
  if (voice === "show") return `${says ?? "CANNOT CHANGE"} - ${why}`;
  return says ? `locked, ${says.toLowerCase()}: ${why}` : `locked: ${why}`;
}

/** The baseline's time, target and gap for each case: the founding lines in the show, a table in the plain voice. */
export function timesSection({ cases }: BaselineReading, heading: string, voice: Voice): Section {
  const hasTargets = cases.some(({ targetUs }) => targetUs !== null);
  if (voice === "show") {
    const widest = Math.max(...cases.map(({ targetUs }) => targetText(targetUs).length));
    const facts = cases.map(({ label, us, targetUs }) => ({ name: label, value: caseText(us, targetUs, widest) }));
    return { kind: "facts", heading, facts };
  }
  const columns = [
    { name: "Case", align: "left" },
    { name: "Time", align: "right" },
    ...(hasTargets ? [{ name: "Target", align: "right" } as const, { name: "Gap", align: "right" } as const] : []),
  ] as const;
  const rows = cases.map(({ label, us, targetUs }) => {
    const aim = [targetText(targetUs), targetUs === null ? "–" : gapText(us, targetUs)];
    return [label, microseconds(us), ...(hasTargets ? aim : [])];
  });
  return { kind: "table", heading, columns, rows };
}

/** `373 µs (target: 18.8 µs) - 19.8x gap`, the gaps below each other. */
function caseText(us: number, targetUs: number | null, widest: number): string {
  if (targetUs === null) return microseconds(us);
  const target = targetText(targetUs);
  return `${microseconds(us)} (target: ${target})${" ".repeat(widest - target.length)} - ${gapText(us, targetUs)} gap`;
}

/** A target is shown as its season wrote it, never with digits that nobody claimed. */
function targetText(us: number | null): string {
  if (us === null) return "–";
  return us < 1000 ? `${us} µs` : microseconds(us);
}

/** `20-104x`; null where no gap is known. */
export function gapRange(reading: BaselineReading | null): string | null {
  const gaps = (reading?.cases ?? []).flatMap(({ us, targetUs }) => (targetUs === null ? [] : [us / targetUs]));
  return gaps.length === 0 ? null : gapRangeText(gaps);
}

/** Whose machine it was, and why there is no gap where there is none. */
export function readingNotes({ machine, imported, cases }: BaselineReading, { targets }: Season): readonly string[] {
  const timed = imported
    ? `Timed on ${machine}. Imported: this season has not measured its own times yet.`
    : `Timed on ${machine}.`;
  if (targets.length === 0 || cases.some(({ targetUs }) => targetUs !== null)) return [timed];
  const elsewhere = listText(targets.map((each) => each.machine));
  return [timed, `The targets belong to ${elsewhere}, another machine, so no gap is shown.`];
}
