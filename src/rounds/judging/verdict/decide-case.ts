import type { Measurement } from "../statistics/statistics.ts";
import type { VerdictRules } from "./verdict-rules.ts";

export type Decision = "faster" | "slower" | "no difference" | "unsettled";

/** GAME.md's rule, for a case and for the geometric mean alike: on the interval, never on the point estimate. */
export function decide(measured: Measurement, rules: VerdictRules): Decision {
  const { logSpeedup, halfWidth95, halfWidth99 } = measured.estimate;
  const least = Math.log1p(rules.leastEffect);
  const large = Math.abs(logSpeedup) >= least;
  if (large && Math.abs(logSpeedup) > halfWidth99 && changeCounts(measured, rules))
    return logSpeedup > 0 ? "faster" : "slower";
  // An estimate beyond the least effect is never "no difference"; it could come here only from two or three blocks.
  if (halfWidth95 <= least / 2 && !(large && changeCounts(measured, rules))) return "no difference";
  return "unsettled";
}

/** A GPU's events tick in 32 ns: a change below the least one is the timer's, whatever its share. */
export function changeCounts({ baselineNs, candidateNs }: Measurement, rules: VerdictRules): boolean {
  return Math.abs(baselineNs - candidateNs) >= (rules.minChangeNs ?? 0);
}

/** Surely slower, and by more than the round lets any one case lose. */
export function breaksGuard(measured: Measurement, rules: VerdictRules): boolean {
  return decide(measured, rules) === "slower" && -measured.estimate.logSpeedup >= Math.log1p(rules.guard);
}

export function meetsBar(measured: Measurement, rules: VerdictRules): boolean {
  return rules.bar === null || measured.estimate.logSpeedup >= Math.log(rules.bar);
}

/**
 * How many times longer to measure before the interval would tell: until it is narrow enough for
 * "no difference", or clear of zero where the estimate counts. Widths shrink with the root of the time.
 */
export function timesLonger(measured: Measurement, rules: VerdictRules): number {
  const { logSpeedup, halfWidth95, halfWidth99 } = measured.estimate;
  const least = Math.log1p(rules.leastEffect);
  const toNarrow = halfWidth95 / (least / 2);
  const toClear = Math.abs(logSpeedup) >= least ? halfWidth99 / Math.abs(logSpeedup) : Number.POSITIVE_INFINITY;
  return Math.max(2, Math.ceil(Math.min(toNarrow, toClear) ** 2));
}
