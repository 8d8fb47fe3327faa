import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { type Verdict, verdictWithoutSpeedup } from "../../../src/rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Report } from "../../../src/rounds/report.ts";
import { reportOf } from "../../play/world.ts";

/** A report and what it was judged to be, as many runs of the history have them. */
export interface Told {
  readonly report: Report;
  readonly verdict: Verdict;
}

const rules = VerdictRules.parse({ leastEffect: 0.01, guard: 0.05, clock: "call", bar: null });

/** How runs end: the first is faster, most are not. */
export function toldRuns(labels: readonly string[]): readonly Told[] {
  const timed = [1.4, 0.7, 1, 0.9, 1.05].map((speedup): Told => {
    const report = reportAt(labels, speedup);
    const verdict = judgeReport(report, rules);
    if ("fault" in verdict) throw new Error(verdict.fault.detail);
    return { report, verdict };
  });
  const detail = "submission.ts:41: error: the instruction needs M = N = 128";
  const error = { headline: detail, excerpt: `${detail}\n`.repeat(20), stage: "build" } as const;
  const failed = { ...verdictWithoutSpeedup("compile error", "build-failed", detail, rules), error };
  return [...timed, { report: { ...reportAt(labels, 1), cases: [] }, verdict: failed }];
}

function reportAt(labels: readonly string[], speedup: number): Report {
  const report = reportOf({ id: 1, attempt: 1, candidate: true }, speedup);
  const cases = labels.flatMap((label, index) => {
    const like = report.cases[index % report.cases.length];
    return like === undefined ? [] : [{ ...like, label }];
  });
  return { ...report, cases };
}
