import { percentText, speedupInterval, speedupText } from "../statistics/interval-text.ts";
import { fewestProcesses } from "../statistics/process-means.ts";
import { roundDigits } from "../statistics/round-digits.ts";
import type { Measurement } from "../statistics/statistics.ts";
import { breaksGuard, changeCounts, decide, meetsBar, timesLonger } from "./decide-case.ts";
import {
  ballotsSucceed,
  type CaseVerdict,
  type Verdict,
  type VerdictReason,
  verdictWithoutSpeedup,
} from "./verdict.ts";
import type { VerdictName } from "./verdict-name.ts";
import type { VerdictRules } from "./verdict-rules.ts";

export type CaseResult = {
  readonly label: string;
  /** Null where the run ended before the case. */
  readonly measured: Measurement | null;
};

type Conclusion = { readonly verdict: VerdictName; readonly reason: VerdictReason; readonly detail: string };

/** Decides on the interval, never on the point estimate. `overall` is null where a case was not measured. */
export function decideVerdict(cases: readonly CaseResult[], overall: Measurement | null, rules: VerdictRules): Verdict {
  const table = caseTable(cases, rules);
  if (overall === null) {
    const missing = cases.filter((each) => each.measured === null).map((each) => each.label);
    const detail = `Not measured: ${missing.join(", ") || "any case"}. Without every case there is no overall speedup; run it again.`;
    return verdictWithoutSpeedup("inconclusive", "case-not-measured", detail, rules, table);
  }
  const { estimate } = overall;
  const conclusion = conclude(cases, overall, rules);
  return {
    ...conclusion,
    success: ballotsSucceed[conclusion.verdict],
    speedup: roundDigits(Math.exp(estimate.logSpeedup)),
    ci95: speedupInterval(estimate, estimate.halfWidth95),
    ci99: speedupInterval(estimate, estimate.halfWidth99),
    cases: table,
    rules,
  };
}

/** The table of a verdict: every case stands in it once any was measured (R24). */
export function caseTable(cases: readonly CaseResult[], rules: VerdictRules): readonly CaseVerdict[] {
  if (cases.every((each) => each.measured === null)) return [];
  return cases.map(({ label, measured }): CaseVerdict => {
    const missing = { speedup: null, ci95: null, ci99: null, baselineUs: null, candidateUs: null, pairs: 0 };
    if (measured === null) return { label, verdict: "not measured", ...missing };
    const { estimate } = measured;
    return {
      label,
      verdict: decide(measured, rules),
      speedup: roundDigits(Math.exp(estimate.logSpeedup)),
      ci95: speedupInterval(estimate, estimate.halfWidth95),
      ci99: speedupInterval(estimate, estimate.halfWidth99),
      baselineUs: roundDigits(measured.baselineNs / 1000),
      candidateUs: roundDigits(measured.candidateNs / 1000),
      pairs: measured.pairs,
    };
  });
}

function conclude(cases: readonly CaseResult[], overall: Measurement, rules: VerdictRules): Conclusion {
  switch (decide(overall, rules)) {
    case "faster":
      return concludeFaster(cases, overall, rules);
    case "slower": {
      const longer = percentText(Math.expm1(-overall.estimate.logSpeedup));
      const detail = `${speedupText(overall.estimate)}: surely slower, it takes ${longer} longer.`;
      return { verdict: "slower", reason: "surely-slower", detail };
    }
    case "no difference":
      return concludeNoDifference(overall, rules);
    case "unsettled":
      return concludeUnsettled(cases, overall, rules);
  }
}

function concludeFaster(cases: readonly CaseResult[], overall: Measurement, rules: VerdictRules): Conclusion {
  const speedup = speedupText(overall.estimate);
  const guard = percentText(rules.guard);
  const losers = cases.flatMap(({ label, measured }) =>
    measured !== null && breaksGuard(measured, rules) ? [`${label} (${speedupText(measured.estimate)})`] : [],
  );
  if (losers.length > 0) {
    const detail = `${speedup} overall, but surely slower by more than ${guard} on ${losers.join(", ")}: the host decides.`;
    return { verdict: "mixed", reason: "case-slower-than-guard", detail };
  }
  if (!meetsBar(overall, rules)) {
    const detail = `${speedup}: surely faster, but below this round's bar of ×${rules.bar}.`;
    return { verdict: "faster, below the bar", reason: "bar-not-met", detail };
  }
  const detail = `${speedup}: surely faster, and no case surely slower by more than ${guard}.`;
  return { verdict: "faster", reason: "surely-faster", detail };
}

function concludeNoDifference(overall: Measurement, rules: VerdictRules): Conclusion {
  const { logSpeedup, halfWidth99 } = overall.estimate;
  const speedup = speedupText(overall.estimate);
  const seen = Math.abs(logSpeedup) > halfWidth99;
  if (seen && Math.abs(logSpeedup) >= Math.log1p(rules.leastEffect) && !changeCounts(overall, rules)) {
    const detail = `${speedup}: the change is real but less than the ${rules.minChangeNs} ns a call that count here.`;
    return { verdict: "no difference", reason: "below-least-change", detail };
  }
  const least = percentText(rules.leastEffect);
  if (seen) {
    const detail = `${speedup}: the change is real but less than the ${least} that counts.`;
    return { verdict: "no difference", reason: "below-least-effect", detail };
  }
  const detail = `${speedup}: no change seen, by an interval narrow enough to show ${least}.`;
  return { verdict: "no difference", reason: "no-effect-seen", detail };
}

function concludeUnsettled(cases: readonly CaseResult[], overall: Measurement, rules: VerdictRules): Conclusion {
  const speedup = speedupText(overall.estimate);
  if (rules.clock === "evaluator") return concludeUnsettledProcesses(overall, rules);
  if (overall.estimate.halfWidth95 === Number.POSITIVE_INFINITY) {
    const few = cases.filter(({ measured }) => measured?.estimate.halfWidth95 === Number.POSITIVE_INFINITY);
    const detail = `${speedup}, with too few samples for an interval on ${few.map(({ label, measured }) => `${label} (${measured?.pairs})`).join(", ")}: measure at least 4 pairs a case, better 100.`;
    return { verdict: "inconclusive", reason: "too-few-samples", detail };
  }
  const width = percentText(Math.expm1(overall.estimate.halfWidth95));
  const detail = `${speedup}: too wide to tell (± ${width}, and ${percentText(rules.leastEffect)} counts); measure about ${timesLonger(overall, rules)} times longer.`;
  return { verdict: "inconclusive", reason: "interval-too-wide", detail };
}

/** Nobody can tell an evaluator how long to measure, so that no advice is given to. */
function concludeUnsettledProcesses(overall: Measurement, rules: VerdictRules): Conclusion {
  const speedup = speedupText(overall.estimate);
  if (overall.estimate.halfWidth95 === Number.POSITIVE_INFINITY) {
    const detail = `${speedup}, from ${overall.pairs} processes a side over all cases: an interval needs ${fewestProcesses} of each case.`;
    return { verdict: "inconclusive", reason: "too-few-samples", detail };
  }
  const width = percentText(Math.expm1(overall.estimate.halfWidth95));
  const detail = `${speedup}: processes of the same kernel scatter too much to tell (± ${width}, and ${percentText(rules.leastEffect)} counts).`;
  return { verdict: "inconclusive", reason: "interval-too-wide", detail };
}
