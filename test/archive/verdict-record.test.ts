import { expect, it } from "vitest";
import { VerdictRecord } from "../../src/rounds/archive/verdict-record.ts";
import { gpuReport, scaled } from "../rounds/judging/sample-gpu-report.ts";
import { verdictOf } from "../rounds/judging/verdict-of.ts";

it("an archive takes all that a GPU's verdict says, and nothing else", () => {
  const cases = gpuReport().cases.map((each) =>
    each.label === "small" && each.clock === "gpu" ? { ...each, hostBound: ["baseline" as const] } : each,
  );
  for (const report of [gpuReport(), gpuReport({ cases }), scaled(gpuReport(), "candidate", 0.05)]) {
    const verdict = verdictOf(report);
    expect(JSON.stringify(VerdictRecord.parse(JSON.parse(JSON.stringify(verdict))))).toHaveLength(
      JSON.stringify(verdict).length,
    );
    expect(VerdictRecord.parse(verdict)).toEqual(verdict);
  }
  expect(VerdictRecord.safeParse({ ...verdictOf(gpuReport()), trusted: true }).success).toBe(false);
});
