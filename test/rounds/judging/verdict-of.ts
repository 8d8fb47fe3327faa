import type { Fault } from "../../../src/rounds/judging/facts/report-fault.ts";
import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import type { Verdict } from "../../../src/rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import { Report } from "../../../src/rounds/report.ts";

/** The verdict on a report that has one. */
export function verdictOf(report: Report, rules: Partial<VerdictRules> = {}): Verdict {
  const judged = judgeReport(Report.parse(report), VerdictRules.parse(rules));
  if ("fault" in judged) throw new Error(judged.fault.detail);
  return judged;
}

/** The fault of a report that is no verdict. */
export function faultOf(report: Report, rules: Partial<VerdictRules> = {}): Fault {
  const judged = judgeReport(Report.parse(report), VerdictRules.parse(rules));
  if (!("fault" in judged)) throw new Error(judged.detail);
  return judged.fault;
}
