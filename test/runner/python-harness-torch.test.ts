import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import type { Bundle } from "../../src/runner/protocol.ts";
import { openHarness, whyNoPython } from "./python-run.ts";
import { lacks } from "./requirements.ts";

const folder = fileURLToPath(new URL("../fixtures/problems/torch-rms", import.meta.url));
const problem = await readProblem(folder);
const reason = whyNoPython ?? (lacks("torch") ? "no torch on this machine" : undefined);

describe.skipIf(reason)(`a problem of torch on this processor ${reason ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const bundleOf = (name: string): Bundle => {
    const candidate = { "submission.py": readFileSync(join(folder, `${name}.py`), "utf8") };
    const made = makeBundle({ problem, runId: "run-1", attempt: 1, candidate, budgetMsPerCase: 20 });
    const timing = { ...made.timing, clocks: ["call" as const] };
    return { ...made, timing, device: { kind: "cpu", patienceMs: 0 }, sandbox: { required: "container" } };
  };
  /** The same problem with its own check in place of a tolerance. */
  const withOwnCheck = (bundle: Bundle): Bundle => {
    const { tolerance: _, ...rest } = bundle.problem;
    return { ...bundle, problem: { ...rest, config: { ...rest.config, reference: "checked.py" } } };
  };
  const measured = async (bundle: Bundle) => {
    const { report } = await harness.run(bundle);
    const judged = judgeReport(report, VerdictRules.parse({}));
    return { report, text: "detail" in judged ? `${judged.verdict}: ${judged.detail}` : judged.fault.detail };
  };

  it("is checked and timed, whether a kernel fills the given result or returns one of its own", async () => {
    const { report } = await measured(bundleOf("all-rows"));
    expect(report).not.toHaveProperty("failure");
    expect(report).not.toHaveProperty("tampering");
    expect(report.versions).toHaveProperty("torch");
    expect(report.cases.every(({ blocks }) => blocks.length >= 10)).toBe(true);
    expect(new Set(report.checks.map(({ side, stage }) => `${side} ${stage}`)).size).toBeGreaterThanOrEqual(6);
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
  });

  it("is judged by its own check where it has no tolerance, in that check's words", async () => {
    expect((await measured(withOwnCheck(bundleOf("all-rows")))).report.checks.every((each) => !each.mismatched)).toBe(
      true,
    );
    const { text } = await measured(withOwnCheck(bundleOf("half-precision")));
    expect(text).toMatch(/^wrong result: .*: \d+ values are off by more than 1e-4 \(and 2 more cases\)\.$/);
  });

  it("is a wrong result by its tolerance, with the first difference", async () => {
    const { text } = await measured(bundleOf("half-precision"));
    expect(text).toMatch(
      /^wrong result: .* elements differ, largest error .*; first at \[\d+, \d+\]: got \S+, want \S+/,
    );
  });

  it("refuses a subclass of a tensor, which could work when it is looked at", async () => {
    const { text } = await measured(bundleOf("lazy"));
    expect(text).toMatch(/a value of type submission\.Lazy, where a tensor was expected/);
  });

  it("tells torch's own words with the kernel's line", async () => {
    const { text } = await measured(bundleOf("wrong-shape"));
    expect(text).toMatch(/submission\.py:8: RuntimeError: mat1 and mat2 shapes cannot be multiplied/);
  });
});
