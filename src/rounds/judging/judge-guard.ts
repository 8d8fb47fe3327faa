import type { Report } from "../report.ts";
import type { Fault } from "./facts/report-fault.ts";
import { leastChangeNs } from "./judge-report.ts";
import { speedupText } from "./statistics/interval-text.ts";
import { measureSamples, overallOf } from "./statistics/measure-samples.ts";
import type { Measurement } from "./statistics/statistics.ts";
import { decide } from "./verdict/decide-case.ts";
import { settleRules, type VerdictRules } from "./verdict/verdict-rules.ts";

/**
 * A single case stops a runner from here on, the whole from the round's least effect on: of 6,000 guards resampled from
 * an H100's noise none was stopped for a case at 1%, and 1 in 2,000 for the whole at 0.2%
 * (`npm run bench -- recorded`).
 */
const leastCaseEffect = 0.01;

/** A shared processor calls 2 of 40 cases of identical kernels different by more than 1% (MEASURING.md). */
const leastCpuEffect = 0.03;

/**
 * The A/A guard: a runner that calls the baseline different from itself would do the same to a candidate. Null where it
 * does not; a run too noisy to tell is none, since its verdicts will say so themselves.
 */
export function judgeGuard(report: Report, asked: VerdictRules): Fault | null {
  const { clock, cases } = measureSamples(report.cases, asked.clock);
  const rules = settleRules(asked, clock, leastChangeNs(report));
  const floor = report.machine.kind === "cpu" ? leastCpuEffect : 0;
  // Single cases of an evaluator scatter by more than a guard could bear: of them all together the whole is asked.
  const asksCases = clock !== "evaluator";
  const different = cases.flatMap(({ label, measured }) =>
    asksCases && measured !== null && isDifferent(measured, rules, Math.max(leastCaseEffect, floor))
      ? [{ label, measured }]
      : [],
  );
  const overall = overallOf(cases);
  const [first] = different;
  if (first !== undefined) {
    const others = different.length === 1 ? "" : ` and ${different.length - 1} more`;
    return guardFault(first.label, `${speedupText(first.measured.estimate)} on ${first.label}${others}`);
  }
  if (overall === null || !isDifferent(overall, rules, floor)) return null;
  return guardFault(null, `${speedupText(overall.estimate)} over all cases`);
}

function isDifferent(measured: Measurement, rules: VerdictRules, floor: number): boolean {
  const decision = decide(measured, { ...rules, leastEffect: Math.max(rules.leastEffect, floor) });
  return decision === "faster" || decision === "slower";
}

function guardFault(label: string | null, what: string): Fault {
  const detail = `This runner calls the baseline different from itself by ${what}: foreign load, an unstable clock, or a harness that treats the two sides unlike. Its verdicts can't be trusted until the baseline comes out as no different from itself.`;
  return { kind: "runner", stage: "time", label, detail, log: "" };
}
