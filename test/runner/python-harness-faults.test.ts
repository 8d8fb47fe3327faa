import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeBaseline } from "../../src/rounds/judging/judge-baseline.ts";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Bundle } from "../../src/runner/protocol.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { openHarness, startOf, whyNoPython } from "./python-run.ts";
import { runPython } from "./python-sandbox.ts";

const rules = VerdictRules.parse({});

describe.skipIf(whyNoPython)(`what is not a candidate's fault ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const faultOf = async (bundle: Bundle) => {
    const { report } = await harness.run(bundle);
    const judged = bundle.candidate === null ? judgeBaseline(report, rules) : judgeReport(report, rules);
    return "fault" in judged ? judged.fault : judged;
  };
  const withReference = async (from: string | RegExp, to: string, changes: Partial<Bundle["problem"]> = {}) => {
    const bundle = pySumsBundle(await pySumsCandidate("faster"));
    const { files } = bundle.problem;
    const reference = (files["reference.py"] ?? "").replace(from, to);
    return { ...bundle, problem: { ...bundle.problem, files: { ...files, "reference.py": reference }, ...changes } };
  };
  const sums = 'return array("d", (math.fsum(row) for row in rows))';

  it.skipIf(existsSync("/dev/nvidiactl"))("a machine without a GPU says where the worker belongs", async () => {
    const bundle = pySumsBundle(await pySumsCandidate("faster"));
    expect(await faultOf({ ...bundle, device: { kind: "cuda", patienceMs: 0 } })).toMatchObject({
      kind: "runner",
      detail: expect.stringMatching(
        /no NVIDIA driver .*: run the worker where the GPU is, or give the runner a launcher/,
      ),
    });
  });

  it("a module that the problem imports and the machine's Python lacks is the machine's", async () => {
    const lame = mkdtempSync(join(tmpdir(), "tank-lame-"));
    writeFileSync(join(lame, "triton.py"), 'raise ImportError("broken on purpose")\n');
    try {
      await using without = openHarness({ ...startOf(), env: { ...startOf().env, PYTHONPATH: lame } });
      const fault = async (last: string) => {
        const { problem, ...bundle } = await withReference(/$/, last);
        const { report } = await without.run({ ...bundle, problem, timing: { ...bundle.timing, cases: [] } });
        return report.failure;
      };
      expect(await fault("\nimport triton\n")).toMatchObject({
        side: "runner",
        message: expect.stringMatching(
          /^the python3 of this machine can't import triton \(.*broken on purpose.*\): install it there, or name another `python:` for this runner$/,
        ),
      });
      expect(await fault("\ntry:\n    import triton\nexcept ImportError:\n    triton = None\n")).toBeUndefined();
    } finally {
      rmSync(lame, { recursive: true });
    }
  });

  it("a wrong baseline is named with its first failing case", async () => {
    const { "submission.py": source = "" } = await pySumsCandidate("wrong-large");
    const bundle = { ...pySumsBundle(null), baseline: { "submission.py": source } };
    expect(await faultOf(bundle)).toMatchObject({
      kind: "baseline-wrong",
      label: "large",
      detail: expect.stringContaining("The baseline computes a wrong result: large: 5 of 5 elements differ"),
    });
  });

  it("a baseline that raises is told in its own lines", async () => {
    const { "submission.py": source = "" } = await pySumsCandidate("raises");
    const bundle = pySumsBundle(await pySumsCandidate("faster"));
    expect(await faultOf({ ...bundle, baseline: { "submission.py": source } })).toMatchObject({
      kind: "baseline-wrong",
      detail:
        'The baseline failed at the stage "build" on test 1 (rows=1 width=1): submission.py:4: ValueError: a row is not what I hoped for.',
    });
  });

  it("a reference whose own output fails its tolerance has to be mended", async () => {
    expect(await faultOf(await withReference(sums, 'return array("d", [math.nan] * len(rows))'))).toMatchObject({
      kind: "runner",
      detail: expect.stringMatching(/its own output fails its check on test 1 .* \(it holds NaN\); mend the problem/),
    });
  });

  it("a reference that its own check refuses has to be mended", async () => {
    const check = `${sums}\n\n\ndef check_implementation(data, output):\n    return False, "never good enough"\n`;
    const bundle = await withReference(sums, check);
    const { tolerance: _, ...problem } = bundle.problem;
    expect(await faultOf({ ...bundle, problem })).toMatchObject({
      kind: "runner",
      detail: expect.stringContaining("(never good enough); mend the problem's reference or its check"),
    });
  });

  it("a reference for which the machine has too little memory asks for a larger one", async () => {
    expect(await faultOf(await withReference(sums, "raise MemoryError()"))).toMatchObject({
      kind: "runner",
      detail: expect.stringMatching(/too little memory here .*; use a larger machine, or smaller cases/),
    });
  });

  it("a reference that dies is the runner's fault", async () => {
    expect(await faultOf(await withReference(sums, "import os; os.abort()"))).toMatchObject({
      kind: "runner",
      detail: expect.stringContaining("the process of the problem's reference was killed by SIGABRT"),
    });
  });

  it("what the machine is short of is named with its remedy", async () => {
    const said = await runPython(`
import errno
from tank_harness.channel import ChannelClosed
from tank_harness.own_failure import own_failure
for error in (MemoryError(), OSError(errno.ENOSPC, "full"), OSError(errno.EAGAIN, "no"), ChannelClosed(), KeyError("x")):
    print(own_failure(error))`);
    expect(said.trim().split("\n")).toEqual([
      "this machine has no memory left for the harness: free some there",
      "the disk for temporary files is full on this machine: free some space there, or point TMPDIR elsewhere",
      "this machine lets the harness start no more processes: end some there, or raise its limit (ulimit -u)",
      expect.stringMatching(/^this machine ran out of memory and ended the process from which runs are forked: free/),
      "the harness itself failed: KeyError: 'x'",
    ]);
  });
});
