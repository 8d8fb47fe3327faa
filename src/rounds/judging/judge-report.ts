import type { Report } from "../report.ts";
import { findDisturbance } from "./facts/find-disturbance.ts";
import { judgeBrokenBaseline, judgeChecks, judgeFailure, judgeTampering } from "./facts/judge-facts.ts";
import { type Fault, findFault, findGap } from "./facts/report-fault.ts";
import { doubtTimings } from "./integrity/doubt-timings.ts";
import { speedupInterval } from "./statistics/interval-text.ts";
import { measureSamples, overallOf } from "./statistics/measure-samples.ts";
import { processesOf } from "./statistics/process-means.ts";
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

/**
 * The same report and rules give the same verdict byte for byte (R24). What was seen wins over what was timed, in this
 * order: tampering · the runner's own failure and a wrong baseline · a wrong output · a candidate that never built · a
 * disturbed run · a candidate that died · a baseline broken beside it · times that can't be true · the times.
 */
export function judgeReport(report: Report, asked: VerdictRules): Judgement {
  const { clock, cases } = measureSamples(finishedCases(report), asked.clock);
  const rules = settleRules(asked, clock, leastChangeNs(report));
  const table = caseTable(cases, rules);
  const stopped = stopBeforeTimings(report, rules);
  if (stopped !== null) return "fault" in stopped ? stopped : { ...stopped, cases: table };
  const overall = overallOf(cases);
  const verdict = decideVerdict(cases, overall, rules);
  const processes = processesOf(report.cases);
  // Nobody's processes hold both sides, so that there are no pairs that times alone could be held against.
  if (processes !== null) return { ...verdict, processes };
  const otherClock = overall === null ? null : compareClocks(report, overall, rules);
  return doubtTimings(otherClock === null ? verdict : { ...verdict, otherClock }, report);
}

/** A case that a failure cut off was not measured, whatever its first blocks look like. */
function finishedCases({ cases, failure }: Report): Report["cases"] {
  if (failure?.stage !== "time" || failure.label === undefined) return cases;
  return cases.map((each) => (each.label === failure.label ? { ...each, blocks: [] } : each));
}

function stopBeforeTimings(report: Report, rules: VerdictRules): Judgement | null {
  const cheated = judgeTampering(report, rules);
  if (cheated !== null) return cheated;
  const fault = findFault(report);
  if (fault !== null) return { fault };
  const wrong = judgeChecks(report.checks, rules);
  if (wrong !== null) return wrong;
  const failed = judgeFailure(report, rules);
  if (failed?.verdict === "compile error") return failed;
  // Memory, time and clocks that others took are not what a candidate died of.
  const disturbance = findDisturbance(report);
  if (disturbance !== null) return { fault: disturbance };
  const judged = failed ?? judgeBrokenBaseline(report, rules);
  if (judged !== null) return judged;
  const gap = findGap(report);
  return gap === null ? null : { fault: gap };
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
