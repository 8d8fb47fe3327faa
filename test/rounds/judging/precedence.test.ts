import { describe, expect, it } from "vitest";
import { judgeBaseline } from "../../../src/rounds/judging/judge-baseline.ts";
import { judgeProof } from "../../../src/rounds/judging/judge-proof.ts";
import { asCandidate, judgeRepair } from "../../../src/rounds/judging/judge-repair.ts";
import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { CheckFact, Report, TamperingFact } from "../../../src/rounds/report.ts";
import { gpuReport, scaled } from "./sample-gpu-report.ts";
import { failure, passedCheck } from "./sample-report.ts";
import { faultOf, verdictOf } from "./verdict-of.ts";

const rules = VerdictRules.parse({});

const forged: TamperingFact = {
  side: "candidate",
  stage: "time",
  what: "channel",
  detail: "a report was written to the harness's descriptor 7",
};

const mismatch = (side: CheckFact["side"], stage: CheckFact["stage"]): CheckFact => ({
  ...passedCheck("small", side),
  stage,
  mismatched: 64,
  maxError: 3.5,
});

describe("what was seen wins over what was timed", () => {
  /** From the strongest to the weakest; each must win over all that come after it. */
  const strongestFirst: readonly (readonly [outcome: string, parts: (report: Report) => Report])[] = [
    ["tampering-seen", (report) => ({ ...report, tampering: [forged] })],
    ["fault: baseline-wrong", (report) => withCheck(report, mismatch("baseline", "check"))],
    ["output-differs", (report) => withCheck(report, mismatch("candidate", "recheck"))],
    ["fault: runner", (report) => ({ ...report, foreign: [{ seen: "after", pid: 1, name: "x", memoryMb: 1 }] })],
    ["code-died", (report) => ({ ...report, failure: failure({ stage: "recheck", kind: "crash" }) })],
    ["baseline-broken-beside-candidate", (report) => withCheck(report, mismatch("baseline", "integrity"))],
    ["faster-than-machine", (report) => scaled(report, "candidate", 0.05)],
    ["timings-disagree", (report) => scaled(report, "baseline", 2)],
    ["surely-faster", (report) => report],
  ];

  function withCheck(report: Report, check: CheckFact): Report {
    return { ...report, checks: [...report.checks, check] };
  }

  it.each(strongestFirst.map(([outcome], index) => [outcome, index] as const))("%s", (outcome, index) => {
    const report = strongestFirst.slice(index).reduceRight((so, [, worsen]) => worsen(so), gpuReport());
    const judged = judgeReport(report, rules);
    expect("fault" in judged ? `fault: ${judged.fault.kind}` : judged.reason).toBe(outcome);
  });

  it("a runner that failed by itself is no verdict, unless tampering was seen", () => {
    const lost = failure({ side: "runner", stage: "time", kind: "crash", message: "the launcher was lost" });
    expect(faultOf(gpuReport({ failure: lost, checks: [mismatch("candidate", "check")] })).kind).toBe("runner");
    expect(verdictOf(gpuReport({ failure: lost, tampering: [forged] })).verdict).toBe("against the rules");
  });

  it("a candidate that never built is that, whatever used the GPU meanwhile", () => {
    const foreign = [{ seen: "before" as const, pid: 1, name: "x", memoryMb: 1 }];
    expect(verdictOf(gpuReport({ checks: [], foreign, failure: failure({}) })).reason).toBe("build-failed");
  });
});

describe("R19: tampering", () => {
  it("is against the rules, and names what was seen", () => {
    const timer: TamperingFact = { ...forged, what: "timer", stage: "build", detail: "Event.record was replaced" };
    expect(verdictOf(gpuReport({ tampering: [forged, timer] }))).toMatchObject({
      verdict: "against the rules",
      success: false,
      speedup: null,
      detail:
        'Caught at the stage "time": a report was written to the harness\'s descriptor 7. Caught at the stage "build": Event.record was replaced.',
    });
  });

  it("by the baseline is a wrong baseline, never the candidate's doing", () => {
    const fault = faultOf(gpuReport({ tampering: [{ ...forged, side: "baseline" }] }));
    expect(fault).toMatchObject({ kind: "baseline-wrong", stage: "time" });
    expect(fault.detail).toContain("descriptor 7");
  });

  it("in a repair or a proof is seen as well", () => {
    const own = {
      hashes: { ...gpuReport().hashes, candidate: null },
      tampering: [{ ...forged, side: "baseline" as const }],
    };
    expect(judgeRepair(gpuReport(own), rules)).toMatchObject({ verdict: "against the rules" });
    expect(judgeProof(asCandidate(gpuReport(own)), rules, [])).toMatchObject({ passed: false });
    expect(judgeProof(gpuReport({ tampering: [forged] }), rules, [])).toMatchObject({
      passed: false,
      detail: expect.stringContaining("descriptor 7"),
    });
  });
});

describe("R19: a baseline that breaks beside a candidate", () => {
  it.each(["time", "recheck", "integrity"] as const)("at the stage %s, having been right before: suspect", (stage) => {
    const verdict = verdictOf(gpuReport({ checks: [...gpuReport().checks, mismatch("baseline", stage)] }));
    expect(verdict).toMatchObject({ verdict: "suspect", reason: "baseline-broken-beside-candidate", success: null });
    expect(verdict.detail).toContain("small: 64 of 4096 elements differ");
  });

  it("by a death as well, but not by a limit, which a slow machine passes", () => {
    const died = failure({
      side: "baseline",
      stage: "time",
      kind: "crash",
      label: "small",
      message: "illegal address",
    });
    expect(verdictOf(gpuReport({ failure: died })).reason).toBe("baseline-broken-beside-candidate");
    expect(faultOf(gpuReport({ failure: { ...died, kind: "limit", limitMs: 1 } })).kind).toBe("baseline-wrong");
  });

  it("is the baseline's own fault where it was never seen right, or nothing ran beside it", () => {
    const late = mismatch("baseline", "recheck");
    expect(faultOf(gpuReport({ checks: [late] })).kind).toBe("baseline-wrong");
    expect(faultOf(gpuReport({ checks: [mismatch("baseline", "check"), late] })).kind).toBe("baseline-wrong");
    const hashes = { ...gpuReport().hashes, candidate: null };
    const alone = gpuReport({ hashes, checks: [passedCheck("small", "baseline"), late] });
    expect(judgeBaseline(alone, rules)).toMatchObject({ fault: { kind: "baseline-wrong", label: "small" } });
  });

  it("a candidate wrong when it runs alone is a wrong result that says so", () => {
    const verdict = verdictOf(gpuReport({ checks: [...gpuReport().checks, mismatch("candidate", "integrity")] }));
    expect(verdict.verdict).toBe("wrong result");
    expect(verdict.detail).toContain("Found when it ran alone");
  });
});

it("R24: the same GPU report and rules give the same bytes, and no case is dropped", () => {
  for (const report of [gpuReport(), scaled(gpuReport(), "candidate", 0.05), gpuReport({ tampering: [forged] })]) {
    const copy: Report = JSON.parse(JSON.stringify(report));
    const verdict = judgeReport(report, rules);
    expect(JSON.stringify(judgeReport(copy, { ...rules }))).toBe(JSON.stringify(verdict));
    expect("fault" in verdict ? [] : verdict.cases.map(({ label }) => label)).toEqual(["small", "large"]);
  }
});
