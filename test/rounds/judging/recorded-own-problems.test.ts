import { describe, expect, it } from "vitest";
import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import { type Recorded, recordedReports } from "./recorded-reports.ts";

const rules = VerdictRules.parse({});

/** What became of each candidate of a session on the H200. */
function judged(session: Recorded) {
  return recordedReports("h200", session).map((report) => {
    const judgement = judgeReport(report, rules);
    if ("fault" in judgement) return [report.runId, judgement.fault.detail];
    const { verdict, error, processes = null } = judgement;
    return [report.runId, verdict, error?.headline ?? null, processes];
  });
}

describe("folders with an evaluator of their own, as an H200 ran them,", () => {
  it("are judged by pairs, a build command and inline CUDA included", () => {
    expect(judged("by-pairs")).toEqual([
      ["slower", "slower", null, null],
      ["broken-inline", "compile error", 'submission.py:9: error: identifier "gate_of" is undefined', null],
      ["several", "slower", null, null],
    ]);
  });

  it("are judged by their evaluator", () => {
    expect(judged("by-evaluator")).toEqual([
      ["slower", "slower", null, 5],
      ["broken-inline", "compile error", 'submission.py:9: error: identifier "gate_of" is undefined', null],
    ]);
    expect(judged("in-cuda")).toEqual([
      ["block-scan", "faster", null, 5],
      ["broken", "compile error", 'submission.cu:4: error: identifier "first_of" is undefined', null],
    ]);
  });

  it("are never called different from themselves, where processes differ by half", () => {
    expect(judged("identical-evaluator")).toEqual([
      ["copy-1", "inconclusive", null, 5],
      ["copy-2", "inconclusive", null, 5],
    ]);
  });
});
