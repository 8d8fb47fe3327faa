import type { Report } from "../report.ts";
import { judgeChecks, judgeFailure } from "./facts/judge-facts.ts";
import { type Fault, findFault, findGap } from "./facts/report-fault.ts";
import { speedupInterval } from "./statistics/interval-text.ts";
import { measureSamples, overallOf } from "./statistics/measure-samples.ts";
import { roundDigits } from "./statistics/round-digits.ts";
import type { Measurement } from "./statistics/statistics.ts";
import { decide } from "./verdict/decide-case.ts";
import { caseTable, decideVerdict } from "./verdict/decide-verdict.ts";
import type { OtherClock, Verdict } from "./verdict/verdict.ts";
import { settleRules, type VerdictRules } from "./verdict/verdict-rules.ts";

/** Events of a GPU tick in 32 ns, so a smaller change than this is not one (GAME.md, Verdicts). */
const leastGpuChangeNs = 100;

/** A verdict about the candidate, or a fault that is nobody's verdict: nothing but the retry moves. */
export type Judgement = Verdict | { readonly fault: Fault };

/** The same report and rules give the same verdict byte for byte (R24). */
export function judgeReport(report: Report, asked: VerdictRules): Judgement {
  const fault = findFault(report);
  if (fault !== null) return { fault };
  const { clock, cases } = measureSamples(report.cases, asked.clock);
  const rules = settleRules(asked, clock, leastChangeNs(report));
  const stopped = judgeChecks(report.checks, rules) ?? judgeFailure(report, rules);
  if (stopped !== null) return { ...stopped, cases: caseTable(cases, rules) };
  const gap = findGap(report);
  if (gap !== null) return { fault: gap };
  const overall = overallOf(cases);
  const verdict = decideVerdict(cases, overall, rules);
  const otherClock = overall === null ? null : compareClocks(report, overall, rules);
  return otherClock === null ? verdict : { ...verdict, otherClock };
}

/** What the clock of a machine can tell apart at all. */
export function leastChangeNs(report: Report): number {
  return report.machine.kind === "gpu" ? leastGpuChangeNs : 0;
}

/** Both clocks are always measured where a harness has both; one that tells the opposite must not stay hidden. */
function compareClocks(report: Report, judged: Measurement, rules: VerdictRules): OtherClock | null {
  const other = rules.clock === "gpu" ? "call" : "gpu";
  const seen = measureSamples(report.cases, other);
  const overall = seen.clock === other ? overallOf(seen.cases) : null;
  if (overall === null) return null;
  const both = [decide(judged, rules), decide(overall, rules)];
  return {
    clock: other,
    speedup: roundDigits(Math.exp(overall.estimate.logSpeedup)),
    ci95: speedupInterval(overall.estimate, overall.estimate.halfWidth95),
    disagrees: both.includes("faster") && both.includes("slower"),
  };
}
