import type { CaseSamples, SampleBlock } from "../../report.ts";
import { mean } from "./means.ts";
import { type Estimate, estimateOf, type Measurement } from "./statistics.ts";

/** Below so many processes of a side no interval is given (MEASURING.md, "Where pairs are impossible"). */
export const fewestProcesses = 5;

/** The least change that processes of a problem's own evaluator may call one: theirs differ by that much by themselves. */
export const leastProcessEffect = 0.05;

/**
 * One case whose every sample is the mean of a process: a process, and never a pair of them, is one value, so the
 * interval is Welch's on the logarithms of the two sides' means. Null where nothing was measured.
 */
export function measureProcesses(blocks: readonly SampleBlock[]): Measurement | null {
  const baseline = blocks.flatMap((block) => block.baseline);
  const candidate = blocks.flatMap((block) => block.candidate);
  if (baseline.length === 0) return null;
  return {
    estimate: welch(baseline.map(Math.log), candidate.map(Math.log)),
    baselineNs: mean(baseline),
    candidateNs: mean(candidate),
    pairs: baseline.length,
  };
}

/** The fewest processes that any case has of a side, where processes were timed; null where pairs were. */
export function processesOf(cases: readonly CaseSamples[]): number | null {
  const timed = cases.filter(({ clock }) => clock === "evaluator");
  if (timed.length === 0) return null;
  return Math.min(...timed.map(({ blocks }) => blocks.reduce((sum, block) => sum + block.baseline.length, 0)));
}

/** Of the means' difference: the degrees of freedom are Welch and Satterthwaite's. */
function welch(baseline: readonly number[], candidate: readonly number[]): Estimate {
  const logSpeedup = mean(baseline) - mean(candidate);
  if (Math.min(baseline.length, candidate.length) < fewestProcesses) {
    return estimateOf(logSpeedup, Number.POSITIVE_INFINITY, 1);
  }
  const parts = [baseline, candidate].map((values) => ({
    variance: varianceOfMean(values),
    freedom: values.length - 1,
  }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const weights = parts.reduce((sum, part) => sum + part.variance ** 2 / part.freedom, 0);
  const fallback = Math.min(...parts.map(({ freedom }) => freedom));
  return estimateOf(logSpeedup, variance, weights > 0 ? variance ** 2 / weights : fallback);
}

function varianceOfMean(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
