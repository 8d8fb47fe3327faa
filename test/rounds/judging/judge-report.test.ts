import { describe, expect, it } from "vitest";
import { judgeBaseline } from "../../../src/rounds/judging/judge-baseline.ts";
import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { CaseSamples, CheckFact, Report } from "../../../src/rounds/report.ts";
import { failure, passedCheck, reportWith, steadyBlocks, steadyCase } from "./sample-report.ts";
import { faultOf as faultOn, verdictOf as verdictOn } from "./verdict-of.ts";

const verdictOf = (parts: Partial<Report>, rules: Partial<VerdictRules> = {}) => verdictOn(reportWith(parts), rules);
const faultOf = (parts: Partial<Report>) => faultOn(reportWith(parts));

const notTimed = (label: string): CaseSamples => ({ label, clock: "call", blocks: [] });
const wrong: CheckFact = {
  ...passedCheck("b"),
  mismatched: 4096,
  elements: 12288,
  maxError: null,
  first: { at: "[64, 0]", got: "nan", want: "6.75" },
};

describe("a report without faults", () => {
  it("is judged by its samples", () => {
    expect(verdictOf({})).toMatchObject({ verdict: "faster", success: true, reason: "surely-faster" });
  });

  it("R24: the same report and rules give the same bytes", () => {
    const report = reportWith();
    const rules = VerdictRules.parse({ bar: 1.2 });
    const mixed = {
      clock: rules.clock,
      bar: 1.2,
      minChangeNs: null,
      guard: rules.guard,
      leastEffect: rules.leastEffect,
    };
    const copy: Report = JSON.parse(JSON.stringify(report));
    expect(JSON.stringify(judgeReport(copy, mixed))).toBe(JSON.stringify(judgeReport(report, rules)));
  });

  it("has the least change of a GPU on a GPU only", () => {
    const cases = [{ label: "a", clock: "gpu" as const, blocks: steadyBlocks(1.02, 4000) }];
    const gpu = { name: "NVIDIA H100", kind: "gpu" as const, facts: {} };
    expect(verdictOf({ cases }).verdict).toBe("faster");
    expect(verdictOf({ cases, machine: gpu })).toMatchObject({
      reason: "below-least-change",
      rules: { minChangeNs: 100 },
    });
    expect(verdictOf({ cases, machine: gpu }, { minChangeNs: 10 }).verdict).toBe("faster");
  });

  it("is judged by the clock it has, and by the round's where it has both", () => {
    expect(verdictOf({}).rules.clock).toBe("call");
    const cases = [steadyCase("a", 1.5, "gpu"), steadyCase("a", 0.8, "call")];
    const byGpu = verdictOf({ cases });
    expect(byGpu).toMatchObject({ verdict: "faster", otherClock: { clock: "call", disagrees: true } });
    expect(byGpu.otherClock?.speedup).toBeCloseTo(0.8, 3);
    expect(byGpu.cases).toHaveLength(1);
    const byCall = verdictOf({ cases }, { clock: "call" });
    expect(byCall).toMatchObject({ verdict: "slower", otherClock: { clock: "gpu", disagrees: true } });
    const agreeing = verdictOf({ cases: [steadyCase("a", 1.5, "gpu"), steadyCase("a", 1.4, "call")] });
    expect(agreeing.otherClock?.disagrees).toBe(false);
  });

  it("R24: keeps a case without samples in the table, and decides nothing without it", () => {
    const verdict = verdictOf({ cases: [steadyCase("a", 1.5), notTimed("b")] });
    expect(verdict).toMatchObject({ verdict: "inconclusive", reason: "case-not-measured", speedup: null });
    expect(verdict.cases.map((each) => each.verdict)).toEqual(["faster", "not measured"]);
    expect(verdict.detail).toContain("b");
  });
});

describe("what stops a candidate", () => {
  it.each([
    [{ stage: "build", kind: "error" }, "compile error", "build-failed"],
    [{ stage: "build", kind: "crash" }, "compile error", "build-failed"],
    [{ stage: "build", kind: "limit" }, "compile error", "build-failed"],
    [{ stage: "build", kind: "limit", limitMs: 60_000 }, "timed out", "time-limit-passed"],
    [{ stage: "check", kind: "crash" }, "crashed", "code-died"],
    [{ stage: "time", kind: "error" }, "crashed", "code-raised-error"],
    [{ stage: "time", kind: "limit" }, "crashed", "limit-passed"],
    [{ stage: "time", kind: "limit", limitMs: 5000, label: "a" }, "timed out", "time-limit-passed"],
    [{ stage: "recheck", kind: "crash" }, "crashed", "code-died"],
  ] as const)("%o is %s", (fact, verdict, reason) => {
    const cases = [notTimed("a"), notTimed("b")];
    expect(verdictOf({ cases, failure: failure(fact) })).toMatchObject({ verdict, reason, success: false, cases: [] });
  });

  it("an error in the first call is a compile error, a later one is not", () => {
    const fact = failure({ stage: "check", message: "OutOfResources: shared memory" });
    const cases = [notTimed("a")];
    expect(verdictOf({ checks: [], cases, failure: fact })).toMatchObject({
      verdict: "compile error",
      reason: "first-call-failed",
    });
    expect(verdictOf({ checks: [passedCheck("b", "baseline")], cases, failure: fact }).verdict).toBe("compile error");
    expect(verdictOf({ checks: [passedCheck("a")], cases, failure: fact }).verdict).toBe("crashed");
  });

  it("shows the first real error line on top and keeps the log's tail", () => {
    const log = `${"noise\n".repeat(2000)}ERROR AS100: not that one\nlast line`;
    const message = "\nERROR TS2322: Type 'i32' is not assignable to type 'v128'.\n  in kernel.ts(12,3)";
    const { error, detail } = verdictOf({ cases: [notTimed("a")], failure: failure({ message, log }) });
    expect(error?.headline).toBe("ERROR TS2322: Type 'i32' is not assignable to type 'v128'.");
    expect(error?.excerpt.endsWith("ERROR AS100: not that one\nlast line")).toBe(true);
    expect(error?.excerpt.length).toBeLessThanOrEqual(4000);
    expect(error?.excerpt.startsWith("noise\n")).toBe(true);
    expect(detail).toContain("TS2322");
  });

  it("never cuts a log within a character, which no database would take", () => {
    const log = `${"🦈".repeat(3000)}x`;
    const { error } = verdictOf({ cases: [notTimed("a")], failure: failure({ message: "no", log }) });
    expect(error?.excerpt.isWellFormed()).toBe(true);
    expect(error?.excerpt.endsWith("🦈x")).toBe(true);
  });

  it("keeps the finished cases of a run that timed out, with stage, case and limit", () => {
    const fact = failure({ stage: "time", kind: "limit", limitMs: 5000, label: "b", message: "still running" });
    const verdict = verdictOf({ cases: [steadyCase("a", 1.5), notTimed("b")], failure: fact });
    expect(verdict).toMatchObject({ verdict: "timed out", speedup: null, ci95: null });
    expect(verdict.cases.map((each) => each.verdict)).toEqual(["faster", "not measured"]);
    expect(verdict.error).toMatchObject({ stage: "time", label: "b" });
    expect(verdict.detail).toMatch(/b \("time"\) after 5 s/);
  });

  it("a case that was cut off counts as not measured, whatever its first blocks look like", () => {
    const fact = failure({ stage: "time", kind: "crash", label: "b" });
    const verdict = verdictOf({ cases: [steadyCase("a", 1.5), steadyCase("b", 3)], failure: fact });
    expect(verdict.cases.map((each) => [each.label, each.verdict])).toEqual([
      ["a", "faster"],
      ["b", "not measured"],
    ]);
  });

  it("a wrong output names case, error and tolerance", () => {
    const verdict = verdictOf({ checks: [passedCheck("a"), wrong], cases: [notTimed("a"), notTimed("b")] });
    expect(verdict).toMatchObject({ verdict: "wrong result", reason: "output-differs", success: false, cases: [] });
    expect(verdict.detail).toContain("b: 4096 of 12288 elements differ, not a number, or never written");
    expect(verdict.detail).toContain("(tolerance 0.001 + 0.001·|want|); first at [64, 0]: got nan, want 6.75");
    expect(verdict.error).toMatchObject({ stage: "check", label: "b" });
  });

  it.each(["check", "time", "recheck"] as const)("a wrong output at the stage %s wins over any timing", (stage) => {
    const verdict = verdictOf({ checks: [passedCheck("a"), passedCheck("b"), { ...wrong, stage, maxError: 0.5 }] });
    expect(verdict).toMatchObject({ verdict: "wrong result", speedup: null });
    expect(verdict.cases).toHaveLength(2);
    expect(verdict.detail).toContain("largest error 0.5");
  });

  it("a wrong output wins over the candidate's later death", () => {
    expect(verdictOf({ checks: [wrong], failure: failure({ stage: "time", kind: "crash" }) }).verdict).toBe(
      "wrong result",
    );
  });
});

describe("what is never a verdict about the candidate", () => {
  it("a runner's own failure, even beside a wrong output", () => {
    const fact = failure({ side: "runner", stage: "time", kind: "crash", message: "the machine was lost" });
    expect(faultOf({ checks: [wrong], failure: fact })).toMatchObject({ kind: "runner", stage: "time" });
    expect(faultOf({ failure: fact }).detail).toContain("the machine was lost");
  });

  it("a baseline that computes the wrong thing or fails, with the case's name", () => {
    const fault = faultOf({ checks: [{ ...wrong, side: "baseline" }] });
    expect(fault).toMatchObject({ kind: "baseline-wrong", label: "b", stage: "check" });
    expect(fault.detail).toContain("b: 4096 of 12288");
    const fact = failure({ side: "baseline", stage: "check", kind: "crash", label: "a" });
    expect(faultOf({ failure: fact })).toMatchObject({ kind: "baseline-wrong", label: "a" });
  });

  it("a report that is silent about why it has no samples, or names a case twice", () => {
    expect(faultOf({ cases: [notTimed("a")] }).kind).toBe("runner");
    expect(faultOf({ cases: [] }).kind).toBe("runner");
    expect(faultOf({ cases: [steadyCase("a", 1.5), steadyCase("a", 1.5)] })).toMatchObject({
      kind: "runner",
      label: "a",
    });
  });
});

describe("a report about the baseline alone", () => {
  const hash = "0".repeat(64);
  const hashes = { problem: hash, baseline: hash, candidate: null };

  it("gives the time of each case", () => {
    const judged = judgeBaseline(
      reportWith({ hashes, cases: [steadyCase("a", 1), steadyCase("b", 1)] }),
      VerdictRules.parse({}),
    );
    if ("fault" in judged) throw new Error(judged.fault.detail);
    expect(judged.cases.map(({ label }) => label)).toEqual(["a", "b"]);
    for (const { baselineUs } of judged.cases) expect(baselineUs).toBeCloseTo(100, 0);
  });

  it("names the case that is wrong", () => {
    const checks: CheckFact[] = [{ ...wrong, side: "baseline" }];
    expect(judgeBaseline(reportWith({ hashes, checks }), VerdictRules.parse({}))).toMatchObject({
      fault: { kind: "baseline-wrong", label: "b" },
    });
  });
});
