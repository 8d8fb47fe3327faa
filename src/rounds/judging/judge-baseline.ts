import type { Clock, Report } from "../report.ts";
import { findDisturbance } from "./facts/find-disturbance.ts";
import { type Fault, findFault, findGap } from "./facts/report-fault.ts";
import { type MachineLimit, machineLimits } from "./integrity/machine-limits.ts";
import { judgeGuard } from "./judge-guard.ts";
import { measureSamples } from "./statistics/measure-samples.ts";
import { roundDigits } from "./statistics/round-digits.ts";
import type { VerdictRules } from "./verdict/verdict-rules.ts";

/** What a round's opening needs to know of the kernel that is to be beaten; every case was correct unless `fault`. */
export type BaselineJudgement =
  | { readonly clock: Clock; readonly cases: readonly BaselineCase[] }
  | { readonly fault: Fault };

export type BaselineCase = {
  readonly label: string;
  readonly baselineUs: number | null;
  /** What this very machine can't beat on the case, where it was measured. */
  readonly limit?: Omit<MachineLimit, "label">;
};

/**
 * Judges a report without a candidate, where both sides of a pair are the baseline: so it is also the A/A guard of the
 * runner that sent it.
 */
export function judgeBaseline(report: Report, asked: VerdictRules): BaselineJudgement {
  const fault = findFault(report) ?? findGap(report) ?? findDisturbance(report) ?? judgeGuard(report, asked);
  if (fault !== null) return { fault };
  const { clock, cases } = measureSamples(report.cases, asked.clock);
  const limits = machineLimits(report);
  return {
    clock,
    cases: cases.map(({ label, measured }) => {
      const limit = limits.find((each) => each.label === label);
      return {
        label,
        baselineUs: measured === null ? null : roundDigits(measured.baselineNs / 1000),
        ...(limit === undefined ? {} : { limit: { us: limit.us, by: limit.by } }),
      };
    }),
  };
}
