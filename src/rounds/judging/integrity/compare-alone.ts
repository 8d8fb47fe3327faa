import type { Report } from "../../report.ts";
import { measureSamples } from "../statistics/measure-samples.ts";
import type { Measurement } from "../statistics/statistics.ts";
import { decide } from "../verdict/decide-case.ts";
import type { VerdictRules } from "../verdict/verdict-rules.ts";
import { type AloneTimes, aloneTimes, isTimedAlone } from "./alone-times.ts";
import { type AloneTolerance, aloneTolerance } from "./alone-tolerance.ts";

/** Why the times of a case can't be true: half a sentence, with the numbers. */
export type Doubt = { readonly label: string; readonly text: string };

/** What the times of each side alone say about the times in pairs. */
export type AloneCheck = {
  /** Cases whose two timings don't belong together. */
  readonly doubts: readonly Doubt[];
  /** Cases of which nothing can be said: not timed alone, or a side waits for the GPU by itself. */
  readonly unchecked: readonly string[];
  /** Those of them that the candidate is faster on, and that are unchecked by its doing and not by the baseline's. */
  readonly escapes: readonly Doubt[];
};

/** Standard errors of where buffers happened to lie that are nobody's fault: one honest case in 16,000 is beyond. */
const sigmas = 4;

type Alone = { readonly baseline: AloneTimes; readonly candidate: AloneTimes };

/**
 * The pairs are precise, but a candidate lives in their process and may forge them. Alone, in a process and user of its
 * own, it can reach neither the baseline nor the supervisor's clock.
 */
export function compareAlone(report: Report, rules: VerdictRules): AloneCheck {
  const tolerance = aloneTolerance(report);
  const { clock, cases } = measureSamples(report.cases, tolerance.clock);
  const doubts: Doubt[] = [];
  const unchecked: string[] = [];
  const escapes: Doubt[] = [];
  for (const { label, measured } of cases) {
    const alone = aloneTimes(report, label, tolerance);
    const isComparable = clock === tolerance.clock && measured !== null && !isHostBound(report, label);
    if (alone === null || !isComparable) {
      unchecked.push(label);
      const isCalled = clock === tolerance.clock && measured !== null && decide(measured, rules) === "faster";
      if (isCalled && escapesCheck(report, label)) escapes.push({ label, text: escapeText(measured) });
    } else if (disagrees(alone, measured, tolerance, rules))
      doubts.push({ label, text: describe(alone, measured, tolerance) });
  }
  return { doubts, unchecked, escapes };
}

/**
 * A kernel that waits for the device by itself, in the pairs or only when alone, takes itself out of the check. Where the
 * baseline does so too it is the problem's way; where only the candidate does, a forger would do the same.
 */
function escapesCheck(report: Report, label: string): boolean {
  const wasTried = (report.integrity ?? []).length > 0 || report.stageMs.integrity !== undefined;
  if (!wasTried || isTimedAlone(report, "candidate", label)) return false;
  const sides = report.cases.filter((each) => each.label === label).flatMap(({ hostBound = [] }) => hostBound);
  if (sides.includes("baseline")) return false;
  return sides.includes("candidate") || isTimedAlone(report, "baseline", label);
}

function escapeText({ estimate }: Measurement): string {
  return `×${digits(Math.exp(estimate.logSpeedup))} in pairs, but the candidate waits for the device by itself where the baseline doesn't, so that nothing can be timed alone`;
}

/** Where a side waits for the GPU by itself no gate can hide the host, and its wall time is mostly that. */
function isHostBound({ cases }: Report, label: string): boolean {
  return cases.some((each) => each.label === label && each.clock === "gpu" && (each.hostBound ?? []).length > 0);
}

function disagrees(alone: Alone, pairs: Measurement, tolerance: AloneTolerance, rules: VerdictRules): boolean {
  return ratioDisagrees(alone, pairs, tolerance, rules) || hidesTime(alone, tolerance);
}

function ratioDisagrees(alone: Alone, pairs: Measurement, tolerance: AloneTolerance, rules: VerdictRules): boolean {
  const { logSpeedup, halfWidth99 } = pairs.estimate;
  const allowed = Math.log1p(allowedShare(alone, tolerance));
  // What the pairs themselves can't tell is their noise before it is anybody's fault; what they call must hold alone.
  const own = decide(pairs, rules) === "unsettled" ? halfWidth99 : 0;
  return Math.abs(Math.log(aloneRatio(alone)) - logSpeedup) > allowed + own;
}

/** Counted beyond what the baseline shows under the same clock, so that no oddity of the machine is the candidate's. */
function hidesTime({ baseline, candidate }: Alone, { hiddenNs, hiddenShare }: AloneTolerance): boolean {
  if (candidate.hiddenNs === null) return false;
  const beyondBaseline = candidate.hiddenNs - Math.max(0, baseline.hiddenNs ?? 0);
  return beyondBaseline > Math.max(hiddenNs, hiddenShare * candidate.eventNs);
}

function aloneRatio({ baseline, candidate }: Alone): number {
  return baseline.eventNs / candidate.eventNs;
}

function allowedShare({ baseline, candidate }: Alone, tolerance: AloneTolerance): number {
  const callNs = Math.min(baseline.eventNs, candidate.eventNs);
  const bySpread = sigmas * Math.hypot(baseline.spread, candidate.spread);
  const byPlace = Math.min(tolerance.placeNs / callNs, tolerance.placeShare);
  return Math.max(tolerance.ratioShare, tolerance.ratioNs / callNs, bySpread, byPlace);
}

function describe(alone: Alone, pairs: Measurement, tolerance: AloneTolerance): string {
  const { baseline, candidate } = alone;
  const inPairs = `×${digits(Math.exp(pairs.estimate.logSpeedup))} (${us(pairs.baselineNs)} and ${us(pairs.candidateNs)})`;
  const byItself = `×${digits(aloneRatio(alone))} (${us(baseline.eventNs)} and ${us(candidate.eventNs)})`;
  const may = `${Number((100 * allowedShare(alone, tolerance)).toPrecision(2))}% may differ`;
  const hidden = Math.max(tolerance.hiddenNs, tolerance.hiddenShare * candidate.eventNs);
  const counted =
    candidate.hiddenNs === null
      ? "the supervisor's clock saw nothing of it"
      : `the supervisor's clock counts ${us(candidate.hiddenNs)} a call beyond the candidate's own (${baselineText(baseline)}; ${us(hidden)} may)`;
  return `${inPairs} in pairs, ${byItself} each alone (${may}); ${counted}`;
}

function baselineText({ hiddenNs }: AloneTimes): string {
  return hiddenNs === null ? "the baseline's unknown" : `the baseline's ${us(hiddenNs)}`;
}

function us(ns: number): string {
  return `${digits(ns / 1000)} µs`;
}

/** Three significant digits, the same on every machine. */
function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
