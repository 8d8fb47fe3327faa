import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Measurement,
  measureCase,
  overallMeasurement,
} from "../../../../src/rounds/judging/statistics/statistics.ts";
import type { SampleBlock } from "../../../../src/rounds/report.ts";
import { recordedSets } from "../recorded-samples.ts";

const times = fc.double({ min: 1, max: 1e9, noNaN: true });
const block = fc
  .array(fc.tuple(times, times), { minLength: 1, maxLength: 60 })
  .map((pairs): SampleBlock => ({ baseline: pairs.map(([b]) => b), candidate: pairs.map(([, c]) => c) }));
const blocks = fc.array(block, { minLength: 1, maxLength: 6 });

function measure(of: readonly SampleBlock[]): Measurement {
  const measured = measureCase(of);
  if (measured === null) throw new Error("nothing was measured");
  return measured;
}

describe("one case", () => {
  it("has no measurement without samples", () => {
    expect(measureCase([])).toBeNull();
    expect(measureCase([{ baseline: [], candidate: [] }])).toBeNull();
  });

  it.each([1, 2, 3])("has no finite interval from %d pairs in one block", (pairs) => {
    const { estimate } = measure([{ baseline: Array(pairs).fill(200), candidate: Array(pairs).fill(100) }]);
    expect(estimate.halfWidth95).toBe(Number.POSITIVE_INFINITY);
    expect(estimate.logSpeedup).toBeCloseTo(Math.LN2, 12);
  });

  it("is the Student t-interval over the runner's own blocks", () => {
    const ratios = [1.1, 1.2, 1.3];
    const { estimate } = measure(ratios.map((ratio) => ({ baseline: [100 * ratio], candidate: [100] })));
    const logs = ratios.map(Math.log);
    const mean = logs.reduce((sum, log) => sum + log, 0) / 3;
    const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 2 / 3;
    expect(estimate.logSpeedup).toBeCloseTo(mean, 12);
    expect(estimate.halfWidth95).toBeCloseTo(4.302653 * Math.sqrt(variance), 6);
    expect(estimate.halfWidth99).toBeCloseTo(9.924843 * Math.sqrt(variance), 6);
  });

  it("cuts one long block into twenty, and never mixes the runner's own", () => {
    const pairs = { baseline: Array(400).fill(100), candidate: Array(400).fill(100) };
    expect(measure([pairs]).estimate.degreesOfFreedom).toBe(19);
    expect(measure([pairs, pairs]).estimate.degreesOfFreedom).toBe(1);
  });

  it("is not moved by a stray interrupt in each block", () => {
    const quiet: SampleBlock = { baseline: Array(20).fill(100), candidate: Array(20).fill(80) };
    const struck = { ...quiet, candidate: quiet.candidate.with(7, 8000) };
    expect(measure([struck, struck]).estimate.logSpeedup).toBeCloseTo(Math.log(1.25), 12);
    expect(measure([struck, struck]).candidateNs).toBeCloseTo(80, 9);
  });

  it("is wider where the machine drifts between blocks", () => {
    const at = (ratio: number): SampleBlock => ({
      baseline: Array(20).fill(100 * ratio),
      candidate: Array(20).fill(100),
    });
    const steady = measure([1.05, 1.051, 1.05, 1.051].map(at));
    const drifting = measure([1.03, 1.07, 1.03, 1.07].map(at));
    expect(drifting.estimate.halfWidth95).toBeGreaterThan(10 * steady.estimate.halfWidth95);
  });

  it("mirrors when the sides are swapped, and does not know the unit", () => {
    fc.assert(
      fc.property(blocks, fc.double({ min: 0.001, max: 1000, noNaN: true }), (of, unit) => {
        const { estimate } = measure(of);
        const swapped = measure(of.map(({ baseline, candidate }) => ({ baseline: candidate, candidate: baseline })));
        const scaled = measure(
          of.map((each) => ({
            baseline: each.baseline.map((t) => t * unit),
            candidate: each.candidate.map((t) => t * unit),
          })),
        );
        expect(swapped.estimate.logSpeedup).toBeCloseTo(-estimate.logSpeedup, 9);
        expect(scaled.estimate.logSpeedup).toBeCloseTo(estimate.logSpeedup, 9);
        if (!Number.isFinite(estimate.variance)) return;
        expect(swapped.estimate.halfWidth99).toBeCloseTo(estimate.halfWidth99, 6);
        expect(scaled.estimate.halfWidth99).toBeCloseTo(estimate.halfWidth99, 6);
      }),
    );
  });
});

describe("the geometric mean over cases", () => {
  it("is the mean of the logarithms, with the variances summed", () => {
    fc.assert(
      fc.property(fc.array(blocks, { minLength: 1, maxLength: 5 }), (cases) => {
        const measured = cases.map(measure);
        const overall = overallMeasurement(measured)?.estimate;
        const logs = measured.map(({ estimate }) => estimate.logSpeedup);
        expect(overall?.logSpeedup).toBeCloseTo(logs.reduce((sum, log) => sum + log, 0) / logs.length, 9);
        const variance = measured.reduce((sum, { estimate }) => sum + estimate.variance, 0) / logs.length ** 2;
        if (!Number.isFinite(variance)) {
          expect(overall?.halfWidth95).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        expect(Math.abs((overall?.variance ?? 0) / variance - 1) < 1e-9 || variance === 0).toBe(true);
        const freedoms = measured.map(({ estimate }) => estimate.degreesOfFreedom);
        expect(overall?.degreesOfFreedom).toBeGreaterThanOrEqual(Math.min(...freedoms) * (1 - 1e-9));
        expect(overall?.degreesOfFreedom).toBeLessThanOrEqual(freedoms.reduce((sum, df) => sum + df, 0) * (1 + 1e-9));
      }),
      { numRuns: 60 },
    );
  });

  it("is null without cases", () => {
    expect(overallMeasurement([])).toBeNull();
  });
});

it("recorded A/A noise gives half-widths near MEASURING's, less the shorter recording", () => {
  const halfWidths = (label: string) =>
    recordedSets("aa-h100")
      .flatMap(({ cases }) => cases.filter((each) => each.label === label))
      .map(({ blocks: of }) => measure(of).estimate.halfWidth95 * 100)
      .toSorted((a, b) => a - b);
  const medians = ["t10", "t23", "t44", "t355"].map((label) => halfWidths(label)[15] ?? 0);
  // Measured at 0.5 s: 0.31, 0.18, 0.11, 0.04%; the recording holds the shorter pilots.
  [0.411, 0.22, 0.149, 0.043].forEach((expected, index) => {
    expect(medians[index]).toBeCloseTo(expected, 2);
  });
});
