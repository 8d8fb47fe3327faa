import type { SampleBlock } from "../../report.ts";
import { geometricMean, mean, trimmedMean } from "./means.ts";
import { studentTQuantile } from "./student-t.ts";

/** What paired samples say about one speedup, in logarithms: speedup = e^logSpeedup = baseline time ÷ candidate time. */
export type Estimate = {
  readonly logSpeedup: number;
  /** Variance of `logSpeedup`; infinite where there are too few blocks to know. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
  /** Half-widths of the 95% and 99% Student t-intervals of `logSpeedup`. */
  readonly halfWidth95: number;
  readonly halfWidth99: number;
};

export type Measurement = {
  readonly estimate: Estimate;
  /** Trimmed mean times of a call. */
  readonly baselineNs: number;
  readonly candidateNs: number;
  readonly pairs: number;
};

/**
 * One long block is cut into this many, in order, so that drift between them widens the interval. On the recorded
 * A/A noise 16 to 40 give the same widths (at 20: 0.41, 0.22, 0.15, 0.04% for 11, 23, 44, 351 µs) and cover as they
 * claim; below 10 the t quantile widens them.
 */
const blocksToCut = 20;
/** Below this many pairs in one block no interval is given: a coarse timer's equal readings would look like certainty. */
const fewestPairs = 4;

/** One case: the mean over blocks of the trimmed mean log ratio within each. Null where nothing was measured. */
export function measureCase(blocks: readonly SampleBlock[]): Measurement | null {
  const filled = blocks.filter((block) => block.baseline.length > 0);
  const parts = cut(filled);
  if (parts.length === 0) return null;
  const logRatios = parts.map((part) =>
    trimmedMean(part.baseline.map((ns, index) => logRatio(ns, part.candidate[index]))),
  );
  return {
    estimate: fromBlockMeans(logRatios),
    baselineNs: mean(parts.map((part) => trimmedMean(part.baseline))),
    candidateNs: mean(parts.map((part) => trimmedMean(part.candidate))),
    pairs: filled.reduce((sum, block) => sum + block.baseline.length, 0),
  };
}

/** The geometric mean over cases; its degrees of freedom are Welch and Satterthwaite's. Null for no cases. */
export function overallMeasurement(cases: readonly Measurement[]): Measurement | null {
  if (cases.length === 0) return null;
  const parts = cases.map(({ estimate }) => ({ ...estimate, variance: estimate.variance / cases.length ** 2 }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const weights = parts.reduce((sum, part) => sum + part.variance ** 2 / part.degreesOfFreedom, 0);
  const fallback = Math.min(...parts.map((part) => part.degreesOfFreedom));
  return {
    estimate: estimateOf(
      mean(parts.map((part) => part.logSpeedup)),
      variance,
      weights > 0 ? variance ** 2 / weights : fallback,
    ),
    baselineNs: geometricMean(cases.map((each) => each.baselineNs)),
    candidateNs: geometricMean(cases.map((each) => each.candidateNs)),
    pairs: cases.reduce((sum, each) => sum + each.pairs, 0),
  };
}

/** Several blocks are the runner's own (anew instantiated, so they carry drift); one long block is cut in order. */
function cut(blocks: readonly SampleBlock[]): readonly SampleBlock[] {
  const [only] = blocks;
  if (blocks.length !== 1 || only === undefined) return blocks;
  const pairs = only.baseline.length;
  if (pairs < fewestPairs) return blocks;
  const count = Math.min(blocksToCut, pairs);
  const edge = (index: number) => Math.round((index * pairs) / count);
  return Array.from({ length: count }, (_, index) => ({
    baseline: only.baseline.slice(edge(index), edge(index + 1)),
    candidate: only.candidate.slice(edge(index), edge(index + 1)),
  }));
}

function fromBlockMeans(means: readonly number[]): Estimate {
  const count = means.length;
  const centre = mean(means);
  if (count < 2) return estimateOf(centre, Number.POSITIVE_INFINITY, 1);
  const squares = means.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return estimateOf(centre, squares / (count - 1) / count, count - 1);
}

/** With its intervals; without a variance they are infinite. */
export function estimateOf(logSpeedup: number, variance: number, degreesOfFreedom: number): Estimate {
  if (!Number.isFinite(variance)) {
    const halfWidth = Number.POSITIVE_INFINITY;
    return { logSpeedup, variance, degreesOfFreedom: 1, halfWidth95: halfWidth, halfWidth99: halfWidth };
  }
  const error = Math.sqrt(variance);
  return {
    logSpeedup,
    variance,
    degreesOfFreedom,
    halfWidth95: studentTQuantile(0.975, degreesOfFreedom) * error,
    halfWidth99: studentTQuantile(0.995, degreesOfFreedom) * error,
  };
}

/** A missing partner would be a bug of ours: the schema holds both lists to one length. */
function logRatio(baselineNs: number, candidateNs: number | undefined): number {
  if (candidateNs === undefined) throw new Error("a pair without a candidate sample");
  return Math.log(baselineNs) - Math.log(candidateNs);
}
