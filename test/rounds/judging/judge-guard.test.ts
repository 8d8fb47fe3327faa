import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { judgeBaseline } from "../../../src/rounds/judging/judge-baseline.ts";
import { judgeGuard } from "../../../src/rounds/judging/judge-guard.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { CaseSamples, Report } from "../../../src/rounds/report.ts";
import { randomFrom, recordedSets, resampleCase } from "./recorded-samples.ts";
import { gpuReport } from "./sample-gpu-report.ts";
import { reportWith, steadyBlocks } from "./sample-report.ts";

const noise = recordedSets("aa-h100");
const labels = ["t10", "t23", "t44", "t355"];
const ofLabel = (label: string) => noise.flatMap(({ cases }) => cases.filter((each) => each.label === label));
const hashes = { ...gpuReport().hashes, candidate: null };

/** A GPU's report about its baseline alone. */
const itself = (cases: readonly CaseSamples[]): Report =>
  gpuReport({ hashes, cases: [...cases], work: [], integrity: [] });
const rules = (leastEffect: number) => VerdictRules.parse({ leastEffect });

describe("R21: the A/A guard", () => {
  it.each([0.01, 0.002])("stops none of the 30 recorded runs of a baseline against itself at %d", (leastEffect) => {
    const stopped = noise.filter(({ cases }) => judgeGuard(itself(cases), rules(leastEffect)) !== null);
    expect(stopped).toEqual([]);
  });

  it.each([0.01, 0.002])("stops at most 3 of 1,000 resampled ones at %d", (leastEffect) => {
    const random = randomFrom(2104);
    const guards = Array.from({ length: 1000 }, () => {
      const cases = labels.map((label) => ({
        label,
        clock: "gpu" as const,
        blocks: [resampleCase(ofLabel(label), random)],
      }));
      return judgeGuard(itself(cases), rules(leastEffect));
    });
    expect(guards.filter((fault) => fault !== null).length).toBeLessThanOrEqual(3);
  });

  it("stops a runner whose two sides differ by 2% on one case, naming it with its interval", () => {
    const random = randomFrom(2105);
    const cases = labels.map((label) => ({
      label,
      clock: "gpu" as const,
      blocks: [resampleCase(ofLabel(label), random, { slowdown: label === "t44" ? 1 / 1.02 : 1 })],
    }));
    const fault = judgeGuard(itself(cases), rules(0.01));
    expect(fault).toMatchObject({ kind: "runner", label: "t44" });
    expect(fault?.detail).toMatch(
      /^This runner calls the baseline different from itself by ×1\.0\d+ \[1\.0\d+, 1\.0\d+\] on t44:/,
    );
    expect(judgeBaseline(itself(cases), rules(0.01))).toEqual({ fault });
  });

  it("stops one that compares separate processes, as leaderboards do", () => {
    const windows = separateProcesses();
    const guards = windows.slice(1).map((candidate, index) => {
      const baseline = windows[index] ?? [];
      return judgeGuard(itself([{ label: "t10", clock: "gpu", blocks: [{ baseline, candidate }] }]), rules(0.01));
    });
    const share = guards.filter((fault) => fault !== null).length / guards.length;
    // MEASURING.md calls 96% of such pairs different at 11 µs; a few of them by less than the 100 ns that count.
    expect(share).toBeGreaterThan(0.7);
  });

  it("lets a run through that is too noisy to tell, and a processor's 2%", () => {
    const wild = steadyBlocks(1, 100_000).map(({ baseline, candidate }, block) => ({
      baseline,
      candidate: candidate.map((ns) => ns * (block % 2 === 0 ? 1.3 : 0.8)),
    }));
    expect(judgeGuard(itself([{ label: "a", clock: "gpu", blocks: wild }]), rules(0.01))).toBeNull();
    const cpu = (speedup: number) =>
      reportWith({ hashes, cases: [{ label: "a", clock: "call", blocks: steadyBlocks(speedup) }] });
    expect(judgeGuard(cpu(1.02), rules(0.01))).toBeNull();
    expect(judgeGuard(cpu(1.04), rules(0.01))).not.toBeNull();
  });

  it("speaks of all cases where no single one shows it", () => {
    const cases = labels.map((label) => ({ label, clock: "gpu" as const, blocks: steadyBlocks(1.007, 100_000) }));
    const fault = judgeGuard(itself(cases), rules(0.005));
    expect(fault).toMatchObject({ label: null });
    expect(fault?.detail).toContain("over all cases");
  });
});

/** The windows of 15 ungated calls of one identical kernel, each list from a process of its own. */
function separateProcesses(): number[][] {
  const packed = readFileSync(new URL("../../fixtures/measurements/separate-processes-h100.json.gz", import.meta.url));
  const Recording = z.object({
    processes: z.array(z.object({ t10: z.looseObject({ windows: z.array(z.number()) }) })),
  });
  return Recording.parse(JSON.parse(gunzipSync(packed).toString("utf8"))).processes.map(({ t10 }) => t10.windows);
}
