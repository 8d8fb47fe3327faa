import type { BlockConditions, IntegrityFact, Report } from "../../../src/rounds/report.ts";
import { passedCheck, reportWith, steadyBlocks } from "./sample-report.ts";

/** The speedups and the baseline's times of a GPU's report in these tests, by case. */
export const gpuCases = [
  { label: "small", baselineNs: 44_000, speedup: 1.5 },
  { label: "large", baselineNs: 351_000, speedup: 1.4 },
] as const;

export const calm: BlockConditions = { smMhz: 1980, memoryMhz: 2619, temperatureC: 41, throttle: [] };

/** One side alone, as an honest process of its own reads: 0.1 µs off its pairs, the supervisor's clock 0.4 µs above. */
export function alone(
  side: IntegrityFact["side"],
  label: string,
  callNs: number,
  parts: Partial<IntegrityFact> = {},
): IntegrityFact {
  const chunks = Array.from({ length: 10 }, (_, chunk) => 40 * Math.sin(chunk));
  const eventNs = chunks.map((wave) => callNs + 100 + wave);
  return {
    side,
    label,
    callsPerChunk: 100,
    eventNs,
    wallNs: eventNs.map((ns) => ns + 52_400),
    idleEventNs: chunks.map((wave) => 1800 + wave),
    idleWallNs: chunks.map((wave) => 53_800 + wave),
    ...parts,
  };
}

/** What each side takes alone where nothing is wrong. */
export function honestAlone(): IntegrityFact[] {
  return gpuCases.flatMap(({ label, baselineNs, speedup }) => [
    alone("baseline", label, baselineNs),
    alone("candidate", label, baselineNs / speedup),
  ]);
}

/** An H100's whole report of an honest candidate, by both clocks; give what a test is about. */
export function gpuReport(parts: Partial<Report> = {}): Report {
  return reportWith({
    machine: {
      name: "NVIDIA H100 80GB HBM3",
      kind: "gpu",
      facts: { l2Bytes: 50 * 1024 ** 2 },
      rates: { bytesPerSecond: 2.7e12, operationsPerSecond: 1.3e15, how: "copy of 1 GiB; 8192³ product in fp8" },
    },
    sandbox: "full",
    checks: gpuCases.flatMap(({ label }) => [passedCheck(label, "baseline"), passedCheck(label)]),
    cases: (["gpu", "call"] as const).flatMap((clock) =>
      gpuCases.map(({ label, baselineNs, speedup }) => ({
        label,
        clock,
        blocks: steadyBlocks(speedup, clock === "gpu" ? baselineNs : baselineNs + 30_000),
        conditions: Array.from({ length: 16 }, () => calm),
      })),
    ),
    work: [
      { label: "small", bytes: 20e6, operations: 3e9 },
      { label: "large", bytes: 152.5e6, operations: 47e9 },
    ],
    integrity: honestAlone(),
    ...parts,
  });
}

/** The report with every sample of one side of a case multiplied. */
export function scaled(report: Report, side: "baseline" | "candidate", by: number, only?: string): Report {
  const cases = report.cases.map((each) =>
    only !== undefined && each.label !== only
      ? each
      : { ...each, blocks: each.blocks.map((block) => ({ ...block, [side]: block[side].map((ns) => ns * by) })) },
  );
  return { ...report, cases };
}
