import { describe, expect, it } from "vitest";
import type { CaseSamples } from "../../../src/rounds/report.ts";
import { judge, judgeOneCase, randomFrom, recordedSets, resampleCase } from "./recorded-samples.ts";

const noise = recordedSets("aa-h100");
const labels = ["t10", "t23", "t44", "t355"];
const repetitionsOf = (label: string): readonly CaseSamples[] =>
  noise.flatMap(({ cases }) => cases.filter((each) => each.label === label));
const isCalled = (verdict: string) => verdict === "faster" || verdict === "slower" || verdict === "mixed";

describe("R21: the baseline against itself", () => {
  it.each([
    { leastEffect: 0.01, mostCases: 0.003, mostVerdicts: 0.003 },
    { leastEffect: 0.002, mostCases: 0.02, mostVerdicts: 0.02 },
  ])("1,000 verdicts from recorded noise at a least effect of $leastEffect", (limits) => {
    const random = randomFrom(2101);
    const repetitions = labels.map((label) => ({ label, of: repetitionsOf(label) }));
    const verdicts = Array.from({ length: 1000 }, () =>
      judge(
        repetitions.map(({ label, of }) => ({ label, clock: "gpu", blocks: [resampleCase(of, random)] })),
        { leastEffect: limits.leastEffect },
      ),
    );
    const called = verdicts.filter(({ verdict }) => isCalled(verdict)).length;
    const calledCases = verdicts.flatMap(({ cases }) => cases).filter(({ verdict }) => isCalled(verdict)).length;
    expect(called / 1000).toBeLessThanOrEqual(limits.mostVerdicts);
    expect(calledCases / 4000).toBeLessThanOrEqual(limits.mostCases);
  });

  it("calls none of the 30 × 4 recorded cases different at 1%", () => {
    const verdicts = noise.map(({ cases }) => judge(cases));
    expect(verdicts).toHaveLength(30);
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["no difference"]));
    expect(verdicts.flatMap(({ cases }) => cases).filter(({ verdict }) => isCalled(verdict))).toEqual([]);
  });
});

describe("R22: a true change as large as the table names", () => {
  // MEASURING.md, "Numbers to reach"; the recording times about 0.35 s a case, the table speaks of 0.5 s.
  const effort = 0.5 / 0.35;
  const rows = [
    { leastEffect: 0.01, changes: [0.0135, 0.0125, 0.0115, 0.0105] },
    { leastEffect: 0.002, changes: [0.009, 0.006, 0.0035, 0.0025] },
  ];
  const table = rows.flatMap(({ leastEffect, changes }) =>
    labels.map((label, index) => ({ leastEffect, label, change: changes[index] ?? 0 })),
  );
  it.each(table)("$change on $label is called right at $leastEffect", ({ leastEffect, label, change }) => {
    const random = randomFrom(2202);
    for (const [right, slowdown] of [
      ["slower", 1 + change],
      ["faster", 1 / (1 + change)],
    ] as const) {
      const calls = Array.from({ length: 200 }, () =>
        judgeOneCase(resampleCase(repetitionsOf(label), random, { effort, slowdown }), { leastEffect }),
      );
      expect(calls.filter((call) => call === right).length / calls.length).toBeGreaterThanOrEqual(0.95);
      expect(calls).not.toContain(right === "slower" ? "faster" : "slower");
    }
  });
});

describe("R23: foreign load during a run", () => {
  /** Every recorded block as it would read had `load` multiplied each call's time. */
  function disturbed(load: (pair: number, pairs: number, random: () => number) => readonly [number, number]) {
    const random = randomFrom(2303);
    return noise.map(({ cases }) =>
      judge(
        cases.map(({ label, clock, blocks }) => ({
          label,
          clock,
          blocks: blocks.map(({ baseline, candidate }) => {
            const loads = baseline.map((_, pair) => load(pair, baseline.length, random));
            return {
              baseline: baseline.map((ns, pair) => ns * (loads[pair]?.[0] ?? 1)),
              candidate: candidate.map((ns, pair) => ns * (loads[pair]?.[1] ?? 1)),
            };
          }),
        })),
      ),
    );
  }

  it("that halves the speed for a third of the run is never a call", () => {
    const verdicts = disturbed((pair, pairs) => (pair > pairs / 3 && pair < (2 * pairs) / 3 ? [2, 2] : [1, 1]));
    expect(verdicts.filter(({ verdict }) => isCalled(verdict))).toEqual([]);
  });

  it("that strikes one call in ten is a wider interval, never a call", () => {
    const strike = (random: () => number) => (random() < 0.1 ? 2 : 1);
    const verdicts = disturbed((_pair, _pairs, random) => [strike(random), strike(random)]);
    expect(verdicts.filter(({ verdict }) => isCalled(verdict))).toEqual([]);
    const width = (ends: readonly [number, number] | null | undefined) => (ends ? ends[1] - ends[0] : 0);
    verdicts.forEach((verdict, index) => {
      expect(width(verdict.ci95)).toBeGreaterThan(width(judge(noise[index]?.cases ?? []).ci95));
    });
  });
});

describe("the founding rounds' candidates, as recorded on an H100", () => {
  const sets = recordedSets("story-h100");
  // MEASURING.md, "What the founding rounds do on an H100".
  it.each([
    ["fp4/r1_stages3", "faster", "1.457"],
    ["fp4/r2_64x128", "faster", "1.28"],
    ["fp4/r2_64x64", "faster", "1.29"],
    ["fp4/r2_bk256", "slower", "0.750"],
    ["fp4/r3A_tma_store", "faster", "1.091"],
    ["fp16/r3A_tma_store", "no difference", "0.991"],
    ["fp4/r3B_ws_64_tma", "slower", "0.604"],
    ["fp4/r3C_persist", "slower", "0.866"],
    ["fp4/r3C_128_w8_s3", "faster", "1.679"],
  ])("%s is %s, ×%s", (name, verdict, speedup) => {
    const set = sets.find((each) => each.name === name);
    const judged = judge(set?.cases ?? []);
    expect(judged.verdict).toBe(verdict);
    expect(judged.speedup?.toFixed(speedup.length - 2)).toBe(speedup);
  });

  it("R24: a verdict once given reads the same for ever, byte for byte", () => {
    const { detail: _, ...verdict } = judge(sets.find((each) => each.name === "fp16/r3A_tma_store")?.cases ?? []);
    expect(JSON.stringify(verdict)).toMatchInlineSnapshot(
      `"{"verdict":"no difference","reason":"below-least-effect","success":false,"speedup":0.991148,"ci95":[0.990637,0.991659],"ci99":[0.99047,0.991827],"cases":[{"label":"g8k7168","verdict":"no difference","speedup":0.997839,"ci95":[0.996707,0.998974],"ci99":[0.996291,0.99939],"baselineUs":372.736,"candidateUs":373.543,"pairs":154},{"label":"g8k2048","verdict":"slower","speedup":0.983946,"ci95":[0.983082,0.984811],"ci99":[0.982765,0.985128],"baselineUs":170.239,"candidateUs":173.013,"pairs":299},{"label":"g2k4096","verdict":"no difference","speedup":0.998977,"ci95":[0.997961,0.999995],"ci99":[0.997588,1.00037],"baselineUs":105.659,"candidateUs":105.76,"pairs":432},{"label":"g2k1536","verdict":"slower","speedup":0.983936,"ci95":[0.982698,0.985177],"ci99":[0.982244,0.985632],"baselineUs":46.992,"candidateUs":47.7404,"pairs":600}],"rules":{"leastEffect":0.01,"guard":0.05,"minChangeNs":0,"bar":null,"clock":"gpu"}}"`,
    );
  });

  it("pipeline stages have the interval that the table prints", () => {
    const judged = judge(sets.find((each) => each.name === "fp4/r1_stages3")?.cases ?? []);
    expect(judged.ci95?.map((end) => end.toFixed(3))).toEqual(["1.455", "1.459"]);
    expect(judged.detail).toContain("×1.457 [1.455, 1.459]");
  });

  it("a candidate that loses one case by a tenth is mixed", () => {
    const judged = judge(sets.find((each) => each.name === "fp4/r3B_nows_64_tma")?.cases ?? []);
    expect(judged.verdict).toBe("mixed");
    expect(judged.detail).toContain("g8k2048 (×0.892");
  });
});
