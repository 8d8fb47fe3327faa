import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { Knob } from "../../rounds/knobs/knobs.ts";
import type { CaseTarget } from "../../rounds/memory/case-targets.ts";
import type { BaselineReading } from "../../rounds/memory/round-view.ts";
import type { Season } from "../../rounds/season.ts";
import type { Section } from "./card.ts";
import { gapRangeText, gapText, listText, microseconds } from "./numbers.ts";
import type { Voice } from "./voice.ts";

/** The kernel's knobs as its source would say them, locked ones with the comment that locks them. */
export function knobsSection(knobs: readonly Knob[], heading: string, { voice, rules }: Season): Section {
  if (rules.source === "none") {
    return { kind: "text", heading, text: "Not shown: this season's code stays out of sight (source: none)." };
  }
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
  const hasTargets = cases.some(({ target }) => target !== null);
  if (voice === "show") {
    const widest = Math.max(...cases.map(({ target }) => targetText(target).length));
    const facts = cases.map(({ label, us, target }) => ({ name: label, value: caseText(us, target, widest) }));
    return { kind: "facts", heading, facts };
  }
  const columns = [
    { name: "Case", align: "left" },
    { name: "Time", align: "right" },
    ...(hasTargets ? [{ name: "Target", align: "right" } as const, { name: "Gap", align: "right" } as const] : []),
  ] as const;
  const rows = cases.map(({ label, us, target }) => {
    const aim = [targetText(target), target === null ? "–" : gapText(us, target.us)];
    return [label, microseconds(us), ...(hasTargets ? aim : [])];
  });
  return { kind: "table", heading, columns, rows };
}

/** `373 µs (target: 18.8 µs) - 19.8x gap`, the gaps below each other. */
function caseText(us: number, target: CaseTarget | null, widest: number): string {
  if (target === null) return microseconds(us);
  const text = targetText(target);
  return `${microseconds(us)} (target: ${text})${" ".repeat(widest - text.length)} - ${gapText(us, target.us)} gap`;
}

/** A season's target is shown as it was written, never with digits that nobody claimed. */
export function targetText(target: CaseTarget | null): string {
  if (target === null) return "–";
  const { us, limitBy } = target;
  return us < 1000 && limitBy === null ? `${us} µs` : microseconds(us);
}

/** Where targets are the machine's own limits: of which cases, and what the machine runs out of first. */
export function limitNotes(
  targets: readonly { readonly label: string; readonly target: CaseTarget | null }[],
): string[] {
  const labelsBy = (by: CaseTarget["limitBy"]) =>
    targets.filter(({ target }) => target?.limitBy === by).map(({ label }) => label);
  const [byBytes, byOperations] = [labelsBy("bytes"), labelsBy("operations")];
  const known = targets.filter(({ target }) => target !== null).length;
  const kinds = [
    [byBytes, "bytes over measured bandwidth"],
    [byOperations, "operations over measured rate"],
  ] as const;
  const told = kinds.flatMap(([labels, how]) => {
    if (labels.length === 0) return [];
    return [labels.length === known ? how : `${how} on ${listText(labels)}`];
  });
  return told.length === 0 ? [] : [`The targets are this machine's own limits: ${told.join("; ")}.`];
}

/** `20-104x`; null where no gap is known. */
export function gapRange(reading: BaselineReading | null): string | null {
  const gaps = (reading?.cases ?? []).flatMap(({ us, target }) => (target === null ? [] : [us / target.us]));
  return gaps.length === 0 ? null : gapRangeText(gaps);
}

/** Whose machine it was, and why there is no gap where there is none. */
export function readingNotes({ machine, imported, cases }: BaselineReading, { targets }: Season): readonly string[] {
  const timed = imported
    ? `Timed on ${machine}. Imported: this season has not measured its own times yet.`
    : `Timed on ${machine}.`;
  const limits = limitNotes(cases);
  if (limits.length > 0) return [timed, ...limits];
  if (targets.length === 0 || cases.some(({ target }) => target !== null)) return [timed];
  const elsewhere = listText(targets.map((each) => each.machine));
  return [timed, `The targets belong to ${elsewhere}, another machine, so no gap is shown.`];
}
