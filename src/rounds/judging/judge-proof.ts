import type { Report } from "../report.ts";
import { caseTable } from "./decide-verdict.ts";
import { judgeChecks, judgeFailure } from "./judge-facts.ts";
import { measureSamples } from "./measure-samples.ts";
import { type Fault, findFault } from "./report-fault.ts";
import type { CaseVerdict, VerdictError } from "./verdict.ts";
import { settleRules, type VerdictRules } from "./verdict-rules.ts";

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

/** Built and correct, or not; and how fast on the one case that was timed, on its interval. */
export function judgeProof(report: Report, asked: VerdictRules): ProofOutcome | { readonly fault: Fault } {
  const fault = findFault(report);
  if (fault !== null) return { fault };
  const timed = report.cases.filter(({ blocks }) => blocks.some(({ baseline }) => baseline.length > 0));
  const { clock, cases } = measureSamples(timed, asked.clock);
  const rules = settleRules(asked, clock, 0);
  const machine = report.machine.name;
  const stopped = judgeChecks(report.checks, rules) ?? judgeFailure(report, rules);
  if (stopped !== null) {
    const { detail, error } = stopped;
    return { passed: false, detail, cases: [], machine, ...(error === undefined ? {} : { error }) };
  }
  const checked = new Set(report.checks.filter(({ side }) => side === "candidate").map(({ label }) => label)).size;
  if (checked === 0) {
    const detail = "The runner reported neither checks nor a failure.";
    return { fault: { kind: "runner", stage: "check", label: null, detail, log: "" } };
  }
  const detail = `It builds, and all ${checked} cases and tests are correct.`;
  return { passed: true, detail, cases: caseTable(cases, rules), machine };
}
