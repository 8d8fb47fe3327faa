import { describe, expect, it } from "vitest";
import { judgeProof } from "../../../src/rounds/judging/judge-proof.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import { type CaseSamples, type CheckFact, Report } from "../../../src/rounds/report.ts";
import { failure, passedCheck, reportWith, steadyCase } from "./sample-report.ts";

const notTimed = (label: string): CaseSamples => ({ label, clock: "call", blocks: [] });
const untimed = [notTimed("a"), notTimed("b")];
const wrong: CheckFact = { ...passedCheck("b"), mismatched: 17, maxError: 0.5 };

function judged(parts: Partial<Report>, timedCases: readonly string[] = []) {
  return judgeProof(Report.parse(reportWith(parts)), VerdictRules.parse({}), timedCases);
}

describe("a proof", () => {
  it("that was asked to time nothing is complete without a sample", () => {
    expect(judged({ cases: untimed })).toEqual({
      passed: true,
      detail: "It builds, and all 2 of its cases and tests are correct.",
      cases: [],
      machine: "a test's machine",
    });
  });

  it("tells the one case that was timed, and no other", () => {
    expect(judged({ cases: [steadyCase("a", 1.5), notTimed("b")] }, ["a"])).toMatchObject({
      passed: true,
      cases: [{ label: "a", verdict: "faster", speedup: expect.closeTo(1.5, 2) }],
    });
  });

  it("is the runner's fault where the case asked for was not timed, or nothing was checked", () => {
    expect(judged({ cases: untimed }, ["a"])).toMatchObject({ fault: { kind: "runner", stage: "time" } });
    expect(judged({ cases: untimed, checks: [] })).toMatchObject({ fault: { kind: "runner", stage: "check" } });
  });

  it("fails on a wrong output and on a build error, with the reason on top", () => {
    expect(judged({ cases: untimed, checks: [passedCheck("a"), wrong] })).toMatchObject({
      passed: false,
      detail: expect.stringMatching(/^b: 17 of 4096 elements/),
      error: { stage: "check", label: "b" },
    });
    const refused = failure({ message: "ERROR TS2304: Cannot find name 'missing'." });
    expect(judged({ cases: untimed, checks: [], failure: refused })).toMatchObject({
      passed: false,
      detail: "Did not build: ERROR TS2304: Cannot find name 'missing'.",
    });
  });

  it("says nothing of the code where the baseline is wrong", () => {
    const checks = [{ ...wrong, side: "baseline" as const }];
    expect(judged({ cases: untimed, checks })).toMatchObject({ fault: { kind: "baseline-wrong" } });
  });
});
