import type { Clock, Report } from "../report.ts";
import { type Fault, findFault, findGap } from "./facts/report-fault.ts";
import { measureSamples } from "./statistics/measure-samples.ts";
import { roundDigits } from "./statistics/round-digits.ts";

/** What a round's opening needs to know of the kernel that is to be beaten; every case was correct unless `fault`. */
export type BaselineJudgement =
  | { readonly clock: Clock; readonly cases: readonly BaselineCase[] }
  | { readonly fault: Fault };

export type BaselineCase = { readonly label: string; readonly baselineUs: number | null };

/** Judges a report without a candidate, where both sides of a pair are the baseline. */
export function judgeBaseline(report: Report, asked: Clock): BaselineJudgement {
  const fault = findFault(report) ?? findGap(report);
  if (fault !== null) return { fault };
  const { clock, cases } = measureSamples(report.cases, asked);
  const baselineUs = (ns: number) => roundDigits(ns / 1000);
  return {
    clock,
    cases: cases.map(({ label, measured }) => ({
      label,
      baselineUs: measured === null ? null : baselineUs(measured.baselineNs),
    })),
  };
}
