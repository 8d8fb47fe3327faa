import type { Report } from "../report.ts";
import { findDisturbance } from "./facts/find-disturbance.ts";
import { judgeChecks, judgeFailure, judgeTampering } from "./facts/judge-facts.ts";
import { type Fault, findFault } from "./facts/report-fault.ts";
import { leastChangeNs } from "./judge-report.ts";
import { measureSamples } from "./statistics/measure-samples.ts";
import { caseTable } from "./verdict/decide-verdict.ts";
import type { CaseVerdict, VerdictError } from "./verdict/verdict.ts";
import { settleRules, type VerdictRules } from "./verdict/verdict-rules.ts";

/** What a proof showed before the vote: never a verdict, and it scores nothing. */
export interface ProofOutcome {
  readonly passed: boolean;
  /** One precise sentence for a person. */
  readonly detail: string;
  /** The cases that were timed, where the rules allow it. */
  readonly cases: readonly CaseVerdict[];
  readonly machine: string;
  readonly error?: VerdictError;
}

/**
 * Built and correct, or not; and how fast on the cases that were asked for, on their interval. Asked for none, a report
 * without a single sample is complete.
 */
export function judgeProof(
  report: Report,
  asked: VerdictRules,
  timedCases: readonly string[],
): ProofOutcome | { readonly fault: Fault } {
  const timed = report.cases.filter(({ label }) => timedCases.includes(label));
  const { clock, cases } = measureSamples(timed, asked.clock);
  const rules = settleRules(asked, clock, leastChangeNs(report));
  const machine = report.machine.name;
  const cheated = judgeTampering(report, rules);
  const fault = cheated === null ? findFault(report) : null;
  if (fault !== null) return { fault };
  const stopped = cheated ?? judgeChecks(report.checks, rules) ?? judgeFailure(report, rules);
  if (stopped !== null) {
    const { detail, error } = stopped;
    return { passed: false, detail, cases: [], machine, ...(error === undefined ? {} : { error }) };
  }
  const checked = new Set(report.checks.filter(({ side }) => side === "candidate").map(({ label }) => label)).size;
  if (checked === 0) return gap("check", "The runner reported neither checks nor a failure.");
  const disturbance = timedCases.length > 0 ? findDisturbance(report) : null;
  if (disturbance !== null) return { fault: disturbance };
  const missing = timedCases.find((label) => !cases.some((each) => each.label === label && each.measured !== null));
  if (missing !== undefined) return gap("time", `The runner reported no samples of ${missing}, and no failure.`);
  const all = checked === 1 ? "its one case is correct" : `all ${checked} of its cases and tests are correct`;
  return { passed: true, detail: `It builds, and ${all}.`, cases: caseTable(cases, rules), machine };
}

function gap(stage: "check" | "time", detail: string): { readonly fault: Fault } {
  return { fault: { kind: "runner", stage, label: null, detail, log: "" } };
}
