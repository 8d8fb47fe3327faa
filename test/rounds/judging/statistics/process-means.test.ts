import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeGuard } from "../../../../src/rounds/judging/judge-guard.ts";
import { judgeReport } from "../../../../src/rounds/judging/judge-report.ts";
import { measureProcesses } from "../../../../src/rounds/judging/statistics/process-means.ts";
import { VerdictRules } from "../../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { SampleBlock } from "../../../../src/rounds/report.ts";
import { reportWith } from "../sample-report.ts";

/** One block for each pair of processes. */
const processPairs = (baseline: readonly number[], candidate: readonly number[]): SampleBlock[] =>
  baseline.map((ns, index) => ({ baseline: [ns], candidate: [candidate[index] ?? Number.NaN] }));

const byEvaluator = (blocks: SampleBlock[]) =>
  reportWith({ cases: [{ label: "a", clock: "evaluator", blocks }], sandbox: "full" });

const rules = VerdictRules.parse({});
const judged = (blocks: SampleBlock[], asked = rules) => {
  const verdict = judgeReport(byEvaluator(blocks), asked);
  if ("fault" in verdict) throw new Error(verdict.fault.detail);
  return verdict;
};

/** Normal deviates by Box and Muller, from a seeded source. */
function deviates(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Means of processes in ns that scatter by a share. */
function noisy(deviate: () => number, count: number, ns: number, spread: number): number[] {
  return Array.from({ length: count }, () => ns * Math.exp(spread * deviate()));
}

describe("processes of a problem's own evaluator", () => {
  it("gives Welch's interval, by a table's numbers", () => {
    // Logarithms of means: 1, 2, 3, 4, 5 and 2, 4, 6, 8, 10: t(0.975; 5.882) = 2.4587.
    const blocks = processPairs([1, 2, 3, 4, 5].map(Math.exp), [2, 4, 6, 8, 10].map(Math.exp));
    const estimate = measureProcesses(blocks)?.estimate;
    expect(estimate?.logSpeedup).toBeCloseTo(-3, 10);
    expect(estimate?.variance).toBeCloseTo(2.5, 10);
    expect(estimate?.degreesOfFreedom).toBeCloseTo(5.882, 3);
    expect(estimate?.halfWidth95).toBeCloseTo(2.4587 * Math.sqrt(2.5), 2);
  });

  it("is inconclusive with fewer than five processes a side, however sure they look", () => {
    const four = judged(processPairs([100, 101, 102, 103], [50, 51, 50, 51]));
    expect(four).toMatchObject({ verdict: "inconclusive", reason: "too-few-samples", processes: 4 });
    expect(four.detail).toContain("an interval needs 5 of each case");
    expect(judged(processPairs([100, 101, 102, 103, 104], [50, 51, 50, 51, 50]))).toMatchObject({
      verdict: "faster",
      processes: 5,
    });
  });

  it("calls nothing under five percent a change, whatever the round asks for", () => {
    const asked = VerdictRules.parse({ leastEffect: 0.01 });
    const three = judged(processPairs([1000, 1001, 1002, 1001, 1000], [970, 971, 972, 971, 970]), asked);
    expect(three).toMatchObject({ verdict: "no difference", rules: { leastEffect: 0.05, clock: "evaluator" } });
    expect(
      judged(processPairs([1000, 1001], [970, 971]), VerdictRules.parse({ leastEffect: 0.2 })).rules,
    ).toMatchObject({ leastEffect: 0.2 });
  });

  it("says nothing of times alone and of other clocks, which there are none of", () => {
    const verdict = judged(processPairs([100, 100, 100, 100, 100], [50, 50, 50, 50, 50]));
    expect(verdict).not.toHaveProperty("checkedAlone");
    expect(verdict).not.toHaveProperty("otherClock");
  });

  it("never calls identical processes different", () => {
    const ns = fc.double({ min: 1e3, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(ns, { minLength: 5, maxLength: 12 }), fc.nat(), (means, turn) => {
        // The same values in another order: whatever they scatter, the two sides are one.
        const by = turn % means.length;
        const verdict = judged(processPairs(means, [...means.slice(by), ...means.slice(0, by)]));
        expect(["no difference", "inconclusive"]).toContain(verdict.verdict);
      }),
    );
  });

  it("calls the same kernel different in less than one of a hundred verdicts, whatever its processes scatter", () => {
    for (const spread of [0.001, 0.02, 0.1, 0.3]) {
      const source = deviates(7);
      const called = Array.from({ length: 1000 }, () =>
        judged(processPairs(noisy(source, 5, 50_000, spread), noisy(source, 5, 50_000, spread))),
      ).filter(({ verdict }) => verdict === "faster" || verdict === "slower" || verdict === "mixed");
      expect(called.length).toBeLessThanOrEqual(10);
    }
  });

  it("calls a true change of a fifth right where processes scatter by three percent", () => {
    const source = deviates(11);
    const right = Array.from({ length: 500 }, () =>
      judged(processPairs(noisy(source, 5, 60_000, 0.03), noisy(source, 5, 50_000, 0.03))),
    ).filter(({ verdict }) => verdict === "faster");
    expect(right.length).toBeGreaterThanOrEqual(475);
  });

  it("gives the same verdict whichever way round its processes came", () => {
    const pair = fc.tuple(
      fc.double({ min: 1e3, max: 1e6, noNaN: true }),
      fc.double({ min: 1e3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 9 }), (pairs) => {
        const blocks = pairs.map(([baseline, candidate]) => ({ baseline: [baseline], candidate: [candidate] }));
        expect(judged(blocks.toReversed()).verdict).toBe(judged(blocks).verdict);
      }),
    );
  });

  it("stops no runner for a single case, and for the whole where the baseline differs from itself", () => {
    const steady = processPairs([100, 101, 102, 101, 100], [100, 101, 102, 101, 100]);
    const odd = processPairs([100, 101, 102, 101, 100], [90, 91, 92, 91, 90]);
    const report = (...all: SampleBlock[][]) =>
      reportWith({ cases: all.map((blocks, index) => ({ label: `case ${index}`, clock: "evaluator", blocks })) });
    expect(judgeGuard(report(odd, steady, steady, steady), rules)).toBeNull();
    expect(judgeGuard(report(odd, odd), rules)?.detail).toContain("over all cases");
  });
});
