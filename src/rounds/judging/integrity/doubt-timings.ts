import type { Report } from "../../report.ts";
import type { Verdict } from "../verdict/verdict.ts";
import type { VerdictRules } from "../verdict/verdict-rules.ts";
import { aloneTolerance } from "./alone-tolerance.ts";
import { type AloneCheck, compareAlone, type Doubt } from "./compare-alone.ts";
import { fasterThanMachine } from "./faster-than-machine.ts";
import { machineLimits } from "./machine-limits.ts";

/**
 * What timings decided, or `suspect` where they can't be true: whatever they say, a host looks first. The numbers stay
 * in the table, since the host needs them.
 */
export function doubtTimings(verdict: Verdict, report: Report): Verdict {
  const alone = compareAlone(report, verdict.rules);
  const told = { ...verdict, ...integrityFacts(report, alone.unchecked, verdict.rules) };
  const impossible = fasterThanMachine(report);
  const [reason, what] = findReason(impossible, alone);
  if (reason === null) return told;
  const doubts = [impossible, alone.doubts, alone.escapes].flatMap(tellFirst);
  const detail = `${what}. ${doubts.join(" ")} It had been judged "${verdict.verdict}"; the host decides.`;
  return { ...told, verdict: "suspect", reason, detail, success: null };
}

function findReason(impossible: readonly Doubt[], { doubts, escapes }: AloneCheck) {
  if (impossible.length > 0) return ["faster-than-machine", "Faster than the machine can be"] as const;
  if (doubts.length > 0) return ["timings-disagree", "The timings disagree"] as const;
  if (escapes.length > 0) return ["escapes-check-alone", "Can't be checked alone"] as const;
  return [null, ""] as const;
}

/** One case with its numbers, the others by name: a host reads one sentence before the table. */
function tellFirst(doubts: readonly Doubt[]): readonly string[] {
  const [first, ...others] = doubts;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` (and so ${others.map(({ label }) => label).join(", ")})`;
  return [`${first.label}: ${first.text}${more}.`];
}

/** What the card says beside the numbers, so that nobody takes a timing for more than it is. */
function integrityFacts(report: Report, unchecked: readonly string[], { clock }: VerdictRules): Partial<Verdict> {
  const labels = new Set(report.cases.map(({ label }) => label));
  const { clock: aloneClock } = aloneTolerance(report);
  const checkedAlone = unchecked.length === 0 && clock === aloneClock;
  const isPart = clock === aloneClock && unchecked.length > 0 && unchecked.length < labels.size;
  const hostBound = report.cases.flatMap(({ label, clock: own, hostBound: sides = [] }) =>
    own === "gpu" && sides.length > 0 ? [{ label, sides }] : [],
  );
  const limits = machineLimits(report);
  return {
    checkedAlone,
    ...(isPart ? { uncheckedCases: unchecked } : {}),
    ...(hostBound.length > 0 ? { hostBound } : {}),
    ...(limits.length > 0 ? { limits } : {}),
  };
}
