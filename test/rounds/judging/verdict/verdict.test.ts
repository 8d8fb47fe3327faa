import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overallOf } from "../../../../src/rounds/judging/statistics/measure-samples.ts";
import type { Measurement } from "../../../../src/rounds/judging/statistics/statistics.ts";
import { type CaseResult, decideVerdict } from "../../../../src/rounds/judging/verdict/decide-verdict.ts";
import type { Verdict } from "../../../../src/rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../../../src/rounds/judging/verdict/verdict-rules.ts";

/** A case whose 99% interval is `halfWidth` around ln(speedup), as from twenty blocks. */
function measured(speedup: number, halfWidth = 0.001, baselineNs = 100_000): Measurement {
  const estimate = {
    logSpeedup: Math.log(speedup),
    variance: (halfWidth / 2.861) ** 2,
    degreesOfFreedom: 19,
    halfWidth95: (halfWidth / 2.861) * 2.093,
    halfWidth99: halfWidth,
  };
  return { estimate, baselineNs, candidateNs: baselineNs / speedup, pairs: 400 };
}

function decide(speedups: readonly (Measurement | number | null)[], rules: Partial<VerdictRules> = {}): Verdict {
  const cases = speedups.map((each, index): CaseResult => {
    return { label: `case ${index + 1}`, measured: typeof each === "number" ? measured(each) : each };
  });
  return decideVerdict(cases, overallOf(cases), VerdictRules.parse(rules));
}

describe("GAME.md's table of verdicts", () => {
  it.each([
    ["faster", "surely-faster", true, [1.4, 1.5], {}],
    ["faster", "surely-faster", true, [1.4, 1.5], { bar: 1.4 }],
    ["faster", "surely-faster", true, [1.4, 0.96], {}],
    ["faster, below the bar", "bar-not-met", false, [1.4, 1.3], { bar: 1.4 }],
    ["mixed", "case-slower-than-guard", false, [1.4, 0.94], {}],
    ["mixed", "case-slower-than-guard", false, [1.4, 0.94], { bar: 1.01 }],
    ["faster", "surely-faster", true, [1.4, 0.94], { guard: 0.1 }],
    ["slower", "surely-slower", false, [0.9, 1.02], {}],
    ["no difference", "no-effect-seen", false, [1.0001, 0.9999], {}],
    ["no difference", "below-least-effect", false, [1.005, 1.005], {}],
    ["faster", "surely-faster", true, [1.005, 1.005], { leastEffect: 0.002 }],
    ["no difference", "below-least-change", false, [1.2, 1.2], { minChangeNs: 50_000 }],
    ["inconclusive", "interval-too-wide", null, [measured(1.02, 0.05), measured(1.02, 0.05)], {}],
    ["inconclusive", "too-few-samples", null, [measured(1.5, Number.POSITIVE_INFINITY), 1.5], {}],
    ["inconclusive", "case-not-measured", null, [1.5, null], {}],
  ] as const)("%s (%s), ballots %s", (verdict, reason, success, speedups, rules) => {
    expect(decide(speedups, rules)).toMatchObject({ verdict, reason, success });
  });

  it("a case too wide to tell is unsettled and triggers nothing", () => {
    const verdict = decide([1.5, measured(0.9, 0.3)]);
    expect(verdict.cases.map((each) => each.verdict)).toEqual(["faster", "unsettled"]);
    expect(verdict.verdict).toBe("faster");
  });

  it("the bar is met at the bar, and the guard broken at the guard", () => {
    expect(decide([1.4], { bar: 1.4 }).verdict).toBe("faster");
    expect(decide([2, 1 / 1.0501]).verdict).toBe("mixed");
    expect(decide([2, 1 / 1.0499]).verdict).toBe("faster");
  });

  it("the least effect is a speedup, in both directions, and half of it the width of no difference", () => {
    expect([1.01002, 1.0099, 1 / 1.01002, 1 / 1.0099].map((speedup) => decide([speedup]).verdict)).toEqual([
      "faster",
      "no difference",
      "slower",
      "no difference",
    ]);
    const atHalfWidth95 = (halfWidth: number) => decide([measured(1, (halfWidth * 2.861) / 2.093)]).verdict;
    expect(atHalfWidth95(0.0049)).toBe("no difference");
    expect(atHalfWidth95(0.0051)).toBe("inconclusive");
  });

  it("inconclusive says how much longer to measure, and that would tell", () => {
    const wide = decide([measured(1.001, 0.04)]);
    expect(wide.detail).toMatch(/measure about 35 times longer/);
    expect(decide([measured(1.001, 0.04 / Math.sqrt(35))]).verdict).toBe("no difference");
    expect(decide([measured(1.03, 0.04)]).detail).toMatch(/measure about 2 times longer/);
  });

  it("an estimate beyond the least effect is never called no difference, however few the blocks", () => {
    const two: Measurement = {
      ...measured(1.03),
      estimate: { logSpeedup: 0.02, variance: 1.254e-7, degreesOfFreedom: 1, halfWidth95: 0.0045, halfWidth99: 0.0225 },
    };
    expect(decide([two]).verdict).toBe("inconclusive");
  });
});

describe("the least effect", () => {
  it.each([0.0019, 0, -1, 0.51, Number.NaN])("can't be %d", (leastEffect) => {
    expect(VerdictRules.safeParse({ leastEffect }).success).toBe(false);
  });
});

describe("the table", () => {
  it("R24: keeps every case once any was measured, and is empty before", () => {
    expect(decide([null, 1.5, null]).cases.map((each) => each.verdict)).toEqual([
      "not measured",
      "faster",
      "not measured",
    ]);
    expect(decide([null, null]).cases).toEqual([]);
  });

  it("holds six digits, and null where nothing was measured", () => {
    const [first, second] = decide([measured(1.23456789, 0.01, 123_456.789), null]).cases;
    expect(first).toMatchObject({ speedup: 1.23457, baselineUs: 123.457, candidateUs: 100, pairs: 400 });
    expect(second).toMatchObject({ speedup: null, ci95: null, ci99: null, baselineUs: null, pairs: 0 });
  });
});

const anyMeasurement = fc
  .record({
    speedup: fc.double({ min: 0.5, max: 2, noNaN: true }),
    halfWidth: fc.double({ min: 0.0001, max: 0.3, noNaN: true }),
    baselineNs: fc.double({ min: 1000, max: 1e6, noNaN: true }),
  })
  .map(({ speedup, halfWidth, baselineNs }) => measured(speedup, halfWidth, baselineNs));
const anyCases = fc.array(anyMeasurement, { minLength: 1, maxLength: 6 });

describe("properties of decideVerdict", () => {
  const mirror = { faster: "slower", slower: "faster", "no difference": "no difference", unsettled: "unsettled" };
  const swap = (each: Measurement): Measurement => ({
    ...each,
    estimate: { ...each.estimate, logSpeedup: -each.estimate.logSpeedup },
    baselineNs: each.candidateNs,
    candidateNs: each.baselineNs,
  });
  const plain = ({ verdict }: Verdict) => (verdict === "mixed" ? "faster" : verdict);

  it("swapping the sides mirrors every verdict", () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const verdict = decide(cases, { minChangeNs: 100 });
        const swapped = decide(cases.map(swap), { minChangeNs: 100 });
        const turn = (name: string) => Object.entries(mirror).find(([key]) => key === name)?.[1] ?? name;
        expect(swapped.cases.map((each) => each.verdict)).toEqual(verdict.cases.map((each) => turn(each.verdict)));
        expect(plain(swapped)).toBe(turn(plain(verdict)));
      }),
    );
  });

  it("scaling both sides changes no verdict and no speedup", () => {
    fc.assert(
      fc.property(anyCases, fc.double({ min: 0.01, max: 100, noNaN: true }), (cases, by) => {
        const scaled = cases.map((each) => ({
          ...each,
          baselineNs: each.baselineNs * by,
          candidateNs: each.candidateNs * by,
        }));
        const facts = ({ verdict, reason, speedup, ci95 }: Verdict) => ({ verdict, reason, speedup, ci95 });
        expect(facts(decide(scaled))).toEqual(facts(decide(cases)));
      }),
    );
  });

  it("the order of the cases changes nothing but the table's order", () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const there = decide(cases);
        const back = decide(cases.toReversed());
        expect(back.verdict).toBe(there.verdict);
        expect(back.speedup).toBeCloseTo(there.speedup ?? 0, 5);
        expect(back.cases.map((each) => each.verdict)).toEqual(there.cases.map((each) => each.verdict).toReversed());
      }),
    );
  });

  it("is monotone: a candidate that gains on every case never gets a worse call", () => {
    const rank = { slower: 0, "no difference": 1, inconclusive: 1, "faster, below the bar": 2, mixed: 2, faster: 3 };
    const rankOf = ({ verdict }: Verdict) => Object.entries(rank).find(([name]) => name === verdict)?.[1] ?? -1;
    fc.assert(
      fc.property(anyCases, fc.double({ min: 1, max: 1.5, noNaN: true }), (cases, gain) => {
        const better = cases.map((each) => ({
          ...each,
          estimate: { ...each.estimate, logSpeedup: each.estimate.logSpeedup + Math.log(gain) },
          candidateNs: each.candidateNs / gain,
        }));
        expect(rankOf(decide(better, { bar: 1.2 }))).toBeGreaterThanOrEqual(rankOf(decide(cases, { bar: 1.2 })));
      }),
    );
  });

  it("a stricter least effect, guard or bar never turns anything into a success", () => {
    fc.assert(
      fc.property(anyCases, fc.double({ min: 0.002, max: 0.015, noNaN: true }), (cases, leastEffect) => {
        const strict = decide(cases, { leastEffect: leastEffect + 0.005, guard: 0.02, bar: 1.1 });
        if (strict.success === true) expect(decide(cases, { leastEffect }).success).toBe(true);
      }),
    );
  });

  it("says everything in plain JSON: no Infinity, no NaN, nothing lost on the way", () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyMeasurement), { maxLength: 4 }), (cases) => {
        const verdict = decide(cases);
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
        expect(verdict.detail).toMatch(/\.$/);
      }),
    );
  });
});
