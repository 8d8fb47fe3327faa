import type { CaseSamples, Clock } from "../../report.ts";
import type { CaseResult } from "../verdict/decide-verdict.ts";
import { measureProcesses } from "./process-means.ts";
import { type Measurement, measureCase, overallMeasurement } from "./statistics.ts";

/** Every case in the order given, timed by the clock asked for, or by the only one that the harness has. */
export function measureSamples(
  samples: readonly CaseSamples[],
  asked: Clock,
): { clock: Clock; cases: readonly CaseResult[] } {
  const only = samples.every((each) => each.clock !== asked) ? samples[0]?.clock : undefined;
  const clock = only ?? asked;
  const measure = clock === "evaluator" ? measureProcesses : measureCase;
  const labels = [...new Set(samples.map((each) => each.label))];
  const cases = labels.map((label) => {
    const found = samples.find((each) => each.label === label && each.clock === clock);
    return { label, measured: found === undefined ? null : measure(found.blocks) };
  });
  return { clock, cases };
}

/** The geometric mean over all cases; null while one of them is not measured. */
export function overallOf(cases: readonly CaseResult[]): Measurement | null {
  const measured = cases.flatMap((each) => (each.measured === null ? [] : [each.measured]));
  return measured.length === cases.length ? overallMeasurement(measured) : null;
}
