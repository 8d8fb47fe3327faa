import type { CheckFact, FailureFact, Report, TamperingFact } from "../report.ts";
import { judgeChecks, judgeFailure, judgeTampering } from "./facts/judge-facts.ts";
import { findFault, findGap } from "./facts/report-fault.ts";
import type { Judgement } from "./judge-report.ts";
import { geometricMean } from "./statistics/means.ts";
import { measureSamples } from "./statistics/measure-samples.ts";
import { roundDigits } from "./statistics/round-digits.ts";
import type { CaseVerdict } from "./verdict/verdict.ts";
import { settleRules, type VerdictRules } from "./verdict/verdict-rules.ts";

/**
 * Judges a repair: the candidate ran alone, in the baseline's place, since there is no right kernel to compare it
 * with. Every case correct is all that counts; its times are told and compared with nothing.
 */
export function judgeRepair(report: Report, asked: VerdictRules): Judgement {
  const turned = asCandidate(report);
  const { clock, cases } = measureSamples(turned.cases, asked.clock);
  const rules = settleRules(asked, clock, 0);
  const cheated = judgeTampering(turned, rules);
  if (cheated !== null) return cheated;
  const fault = findFault(turned);
  if (fault !== null) return { fault };
  const stopped = judgeChecks(turned.checks, rules) ?? judgeFailure(turned, rules);
  if (stopped !== null) return stopped;
  const gap = findGap(turned);
  if (gap !== null) return { fault: gap };
  const table = cases.map(({ label, measured }): CaseVerdict => {
    const us = measured === null ? null : roundDigits(measured.baselineNs / 1000);
    const none = { speedup: null, ci95: null, ci99: null, baselineUs: null };
    return { label, verdict: "not measured", ...none, candidateUs: us, pairs: measured?.pairs ?? 0 };
  });
  return {
    verdict: "correct",
    reason: "every-case-correct",
    detail: `Every case is correct: all ${report.checks.length} comparisons with the reference match.`,
    success: true,
    speedup: null,
    ci95: null,
    ci99: null,
    cases: table,
    rules,
  };
}

/** The geometric mean of a correct kernel's own times in µs; null where one is missing. */
export function ownTimeUs(cases: readonly CaseVerdict[]): number | null {
  const times = cases.flatMap(({ candidateUs }) => (candidateUs === null ? [] : [candidateUs]));
  if (times.length === 0 || times.length < cases.length) return null;
  return roundDigits(geometricMean(times));
}

/** What happened to the only side there was, told of the candidate that it is. */
export function asCandidate(report: Report): Report {
  const side = <Fact extends CheckFact | FailureFact | TamperingFact>(fact: Fact): Fact =>
    fact.side === "baseline" ? { ...fact, side: "candidate" } : fact;
  const { failure, tampering } = report;
  return {
    ...report,
    checks: report.checks.map(side),
    ...(failure === undefined ? {} : { failure: side(failure) }),
    ...(tampering === undefined ? {} : { tampering: tampering.map(side) }),
  };
}
