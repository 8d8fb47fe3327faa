import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../src/rounds/judging/verdict/verdict.ts";
import { readFixtures } from "../../cheats/cheats.ts";
import { type Gpu, type Recorded, recordedReports } from "./recorded-reports.ts";
import { verdictOf } from "./verdict-of.ts";

const gpus = ["h100", "h200"] as const satisfies readonly Gpu[];

const judged = (gpu: Gpu, name: Recorded): ReadonlyMap<string, Verdict> =>
  new Map(recordedReports(gpu, name).map((report) => [report.runId, verdictOf(report)]));

const all = (gpu: Gpu, name: Recorded) => recordedReports(gpu, name).map((report) => verdictOf(report));

describe.each(gpus)("every shipped candidate, as an %s ran it", (gpu) => {
  const verdicts = judged(gpu, "candidates");
  // The H100's within 2% of what MEASURING.md's spike had measured with other code on another H100.
  it.each([
    ["pipeline-stages", "faster", { h100: 1.437, h200: 1.45 }],
    ["tile-64x128", "faster", { h100: 1.273, h200: 1.27 }],
    ["tile-64x64", "faster", { h100: 1.279, h200: 1.277 }],
    ["tile-256x256", "compile error", null],
    ["tile-96x128", "compile error", null],
    ["k-tile-256", "slower", { h100: 0.755, h200: 0.781 }],
    ["tma-store-epilogue", "faster", { h100: 1.094, h200: 1.092 }],
    ["warp-specialization", "compile error", null],
    ["warp-specialization-8-warps", "faster", { h100: 1.661, h200: 1.679 }],
    ["warp-specialization-tma", "slower", { h100: 0.603, h200: 0.593 }],
    ["warp-specialization-fp16", "wrong result", null],
    ["split-k", "mixed", { h100: 1.153, h200: 1.202 }],
    ["split-k-no-barrier", "wrong result", null],
    ["persistent-grid", "slower", { h100: 0.875, h200: 0.867 }],
    ["wild-card", "faster", { h100: 1.66, h200: 1.679 }],
  ] as const)("%s: %s", (name, verdict, speedup) => {
    const found = verdicts.get(name);
    expect(found?.verdict).toBe(verdict);
    if (speedup === null) expect(found?.speedup).toBeNull();
    else {
      expect(found?.speedup).toBeCloseTo(speedup[gpu], 2);
      expect(found?.checkedAlone).toBe(true);
    }
  });

  it("says the innermost cause of a compile error first", () => {
    const headline = (name: string) => verdicts.get(name)?.error?.headline ?? "";
    expect(headline("tile-256x256")).toMatch(/^submission\.py:117: OutOfResources: .*Required: 352256/);
    expect(headline("tile-96x128")).toBe("submission.py:117: ValueError: arange's range must be a power of 2");
    expect(headline("warp-specialization")).toMatch(/^UNREACHABLE executed at .*WSDataPartition\.cpp/);
  });

  it("finds the race of split-K on the cases that are timed, where the tests had passed", () => {
    expect(verdicts.get("split-k-no-barrier")?.detail).toMatch(/^g=8, K=7168: \d+ of 4194304 elements differ/);
  });
});

describe("R19: every trick and every honest fixture, as a GPU ran it", async () => {
  const fixtures = await readFixtures();
  const byGpu = { h100: judged("h100", "cheats"), h200: judged("h200", "cheats") };

  it("has all of them", () => {
    expect([...byGpu.h200.keys()].toSorted()).toEqual(fixtures.map(({ name }) => name).toSorted());
  });

  it.each(fixtures)("$kind: $does ($name)", ({ name, expect: expected }) => {
    const verdicts = gpus.flatMap((gpu) => byGpu[gpu].get(name)?.verdict ?? []);
    expect(verdicts.filter((verdict) => !expected.includes(verdict))).toEqual([]);
  });
});

describe("R21: the baseline against itself on a real GPU", () => {
  it.each([
    ["h100", 16],
    ["h200", 40],
  ] as const)("is never called different on an %s", (gpu, count) => {
    const verdicts = all(gpu, "identical");
    expect(verdicts).toHaveLength(count);
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["no difference"]));
    expect(new Set(verdicts.flatMap(({ cases }) => cases.map(({ verdict }) => verdict)))).toEqual(
      new Set(["no difference"]),
    );
  });
});

describe("R22: a slowdown of 1.5% on each case on a real GPU", () => {
  it.each(gpus)("is called slower every time on an %s", (gpu) => {
    const verdicts = all(gpu, "slowed");
    expect(verdicts).toHaveLength(20);
    for (const { verdict, speedup, ci99 } of verdicts) {
      expect(verdict).toBe("slower");
      expect(speedup).toBeGreaterThan(0.983);
      expect(speedup).toBeLessThan(0.988);
      expect(ci99?.[1]).toBeLessThan(0.99);
    }
  });
});
