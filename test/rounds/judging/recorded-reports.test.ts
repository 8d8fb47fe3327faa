import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../src/rounds/judging/verdict/verdict.ts";
import { readFixtures } from "../../cheats/cheats.ts";
import { recordedReports } from "./recorded-reports.ts";
import { verdictOf } from "./verdict-of.ts";

const judged = (name: Parameters<typeof recordedReports>[0]): ReadonlyMap<string, Verdict> =>
  new Map(recordedReports(name).map((report) => [report.runId, verdictOf(report)]));

const all = (name: Parameters<typeof recordedReports>[0]) => recordedReports(name).map((report) => verdictOf(report));

describe("every shipped candidate, as an H100 ran it", () => {
  const verdicts = judged("candidates");
  // Within 2% of what MEASURING.md's spike had measured with other code on another H100.
  it.each([
    ["pipeline-stages", "faster", 1.437],
    ["tile-64x128", "faster", 1.273],
    ["tile-64x64", "faster", 1.279],
    ["tile-256x256", "compile error", null],
    ["tile-96x128", "compile error", null],
    ["k-tile-256", "slower", 0.755],
    ["tma-store-epilogue", "faster", 1.094],
    ["warp-specialization", "compile error", null],
    ["warp-specialization-8-warps", "faster", 1.661],
    ["warp-specialization-tma", "slower", 0.603],
    ["warp-specialization-fp16", "wrong result", null],
    ["split-k", "mixed", 1.153],
    ["split-k-no-barrier", "wrong result", null],
    ["persistent-grid", "slower", 0.875],
    ["wild-card", "faster", 1.66],
  ] as const)("%s: %s", (name, verdict, speedup) => {
    const found = verdicts.get(name);
    expect(found?.verdict).toBe(verdict);
    if (speedup === null) expect(found?.speedup).toBeNull();
    else {
      expect(found?.speedup).toBeCloseTo(speedup, 2);
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

describe("R19: every trick and every honest fixture, as an H100 ran it", async () => {
  const verdicts = judged("cheats");
  it.each(await readFixtures())("$kind: $does ($name)", ({ name, expect: expected }) => {
    expect(expected).toContain(verdicts.get(name)?.verdict);
  });
});

describe("R21: the baseline against itself on a real GPU", () => {
  it("is never called different", () => {
    const verdicts = all("identical");
    expect(verdicts.length).toBeGreaterThanOrEqual(16);
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["no difference"]));
    expect(new Set(verdicts.flatMap(({ cases }) => cases.map(({ verdict }) => verdict)))).toEqual(
      new Set(["no difference"]),
    );
  });
});

describe("R22: a slowdown of 1.5% on each case on a real GPU", () => {
  it("is called slower every time", () => {
    const verdicts = all("slowed");
    expect(verdicts).toHaveLength(20);
    for (const { verdict, speedup, ci99 } of verdicts) {
      expect(verdict).toBe("slower");
      expect(speedup).toBeGreaterThan(0.983);
      expect(speedup).toBeLessThan(0.988);
      expect(ci99?.[1]).toBeLessThan(0.99);
    }
  });
});
