import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Files } from "../../src/runner/protocol.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { openHarness, whyNoPython } from "./python-run.ts";

/** Adds, until it was called so often on rows of a width: then it never returns. */
const hangsAtCall = (call: number, width: number): Files => ({
  "submission.py": `
calls = 0
def custom_kernel(data):
    global calls
    rows, sums = data
    if len(rows[0]) == ${width}:
        calls += 1
        while calls >= ${call}:
            pass
    for index, row in enumerate(rows):
        sums[index] = sum(row)
    return sums
`,
});
const slowCheck = "def check_implementation(data, output):\n    time.sleep(0.4)\n    return True, ''\n";
/** The first calls on the four sets of a timed case; the call of the check; then come the timed ones. */
const [afterFirstCalls, afterCheck] = [5, 6];
const large = 400;
const limits = { buildMs: 2000, checkMs: 2100, caseMs: 2200 };

describe.skipIf(whyNoPython)(`R18: a limit of the Python harness ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const passing = async (candidate: Files) => {
    const { report } = await harness.run(pySumsBundle(candidate, limits));
    const judged = judgeReport(report, VerdictRules.parse({}));
    return { report, text: "detail" in judged ? `${judged.verdict}: ${judged.detail}` : judged.fault.detail };
  };

  it("passed while a kernel is imported names the build", async () => {
    const { report, text } = await passing(await pySumsCandidate("hangs-at-import"));
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "limit", limitMs: 2000 });
    expect(text).toBe(
      'timed out: Ran out of time at the stage "build" after 2 s: its import had not ended (the limit is for its import and all first calls together)',
    );
  });

  it("passed in a first call names the build and the case", async () => {
    const { report, text } = await passing(hangsAtCall(2, large));
    expect(report.failure).toMatchObject({ stage: "build", kind: "limit", limitMs: 2000, label: "large" });
    expect(text).toContain('timed out: Ran out of time on large ("build") after 2 s: its first calls had not ended');
  });

  it("passed in the check names the case, and keeps what was checked before", async () => {
    const { report, text } = await passing(hangsAtCall(afterFirstCalls, large));
    expect(report.failure).toMatchObject({ stage: "check", kind: "limit", limitMs: 2100, label: "large" });
    expect(text).toContain('timed out: Ran out of time on large ("check") after 2.1 s: its call had not ended');
    const kept = report.checks.filter(({ side }) => side === "candidate").map(({ label }) => label);
    expect(kept).toEqual(["test 1 (rows=1 width=1)", "test 2 (rows=3 width=50)", "small"]);
  });

  it("passed while a case is timed names the case, and keeps the finished ones", async () => {
    const { report, text } = await passing(hangsAtCall(afterCheck, large));
    expect(report.failure).toMatchObject({ stage: "time", kind: "limit", limitMs: 2200, label: "large" });
    expect(text).toContain('timed out: Ran out of time on large ("time") after 2.2 s: its timed calls had not ended');
    const [small, unfinished] = report.cases;
    expect(small?.blocks.length).toBeGreaterThanOrEqual(10);
    expect(unfinished?.blocks).toEqual([]);
  });

  it("is not passed by a reference that takes its time", async () => {
    const bundle = pySumsBundle(await pySumsCandidate("faster"), { ...limits, checkMs: 600 });
    const { tolerance: _, ...problem } = bundle.problem;
    const reference = `${problem.files["reference.py"]}\nimport time\n${slowCheck}`;
    const files = { ...problem.files, "reference.py": reference };
    const { report } = await harness.run({ ...bundle, problem: { ...problem, files } });
    expect(report.failure).toBeUndefined();
    expect(report.stageMs.check).toBeGreaterThan(600);
  });
});
