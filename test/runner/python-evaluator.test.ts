import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Report } from "../../src/rounds/report.ts";
import type { Files } from "../../src/runner/protocol.ts";
import { evaluatorBundle, evaluatorProblem, fileOf } from "./evaluator-problem.ts";
import { behind, openHarness, startOf, whyNoPython } from "./python-run.ts";
import { lacks } from "./requirements.ts";

const problem = evaluatorProblem("own-evaluator");
const tests = problem.tests.map(({ label }) => label);
const baseline: Files = { "submission.py": fileOf("own-evaluator", "baseline.py") };
const kernel = (body: string) => ({ "submission.py": body });

/** A verdict as its author reads it. */
function told(report: Report): string {
  const judged = judgeReport(report, VerdictRules.parse({}));
  return "detail" in judged ? `${judged.verdict}: ${judged.detail}` : `fault: ${judged.fault.detail}`;
}

describe.skipIf(whyNoPython)(`a problem's own evaluator ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    // Twelve processes that each start an interpreter twice.
    harness = openHarness(startOf(), 110_000);
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const run = (candidate: Files | null, options: Parameters<typeof evaluatorBundle>[3] = {}) =>
    harness.run(evaluatorBundle(problem, baseline, candidate, options));
  const checked = async (body: string, limits = {}) => {
    const { report } = await run(kernel(body), { checkOnly: true, limits });
    return { report, text: told(report) };
  };

  it("times five processes of each side in turn, each one value of each case", { timeout: 120_000 }, async () => {
    const { report, events } = await run(kernel(fileOf("own-evaluator", "slower.py")));
    expect(report).not.toHaveProperty("failure");
    expect(Object.keys(report.stageMs)).toEqual(["build", "check", "time"]);
    expect(report.cases.map(({ label, clock }) => [label, clock])).toEqual([
      ["small", "evaluator"],
      ["large", "evaluator"],
    ]);
    for (const { blocks } of report.cases) {
      expect(blocks).toHaveLength(5);
      for (const block of blocks) expect([block.baseline.length, block.candidate.length]).toEqual([1, 1]);
    }
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
    expect(report.checks.filter(({ stage, side }) => stage === "check" && side === "candidate")).toHaveLength(2);
    expect(events.filter(({ event }) => event === "case-timed")).toHaveLength(2);
    // Three times the work: what separate processes see at all, they see here.
    const judged = judgeReport(report, VerdictRules.parse({}));
    expect(judged).toMatchObject({ processes: 5, rules: { clock: "evaluator", leastEffect: 0.05 } });
    expect(judged).toMatchObject({ cases: [{ speedup: expect.any(Number) }, { speedup: expect.any(Number) }] });
  });

  it("measures the baseline against itself where there is no candidate", { timeout: 120_000 }, async () => {
    const { report } = await run(null);
    expect(report.hashes.candidate).toBeNull();
    expect(report.checks.every(({ side }) => side === "baseline")).toBe(true);
    expect(report.cases.map(({ blocks }) => blocks.length)).toEqual([5, 5]);
  });

  it("only checks where nothing is to be timed", async () => {
    const { report } = await run(baseline, { checkOnly: true });
    expect(Object.keys(report.stageMs)).toEqual(["build", "check"]);
    expect(report.checks.map(({ side, label }) => `${side} ${label}`)).toEqual(
      ["baseline", "candidate"].flatMap((side) => tests.map((label) => `${side} ${label}`)),
    );
  });

  it("gives both processes of a pair the same seed, and each pair another", async () => {
    // An evaluator whose every time is its seed.
    const teller = `
import os, sys
with open(sys.argv[2]) as file: lines = file.read().splitlines()
with os.fdopen(int(os.environ["POPCORN_FD"]), "w") as out:
    for index, line in enumerate(lines):
        print("test.%d.status: pass" % index, file=out)
        print("benchmark.%d.mean: %s" % (index, os.environ["POPCORN_SEED"]), file=out)
    print("check: pass", file=out)
`;
    const told = { ...problem, files: { ...problem.files, "eval.py": teller } };
    const { report } = await harness.run(evaluatorBundle(told, baseline, baseline));
    const seeds = report.cases[0]?.blocks.map((block) => block.baseline[0]);
    expect(report.cases.map(({ blocks }) => blocks.map((block) => block.candidate[0]))).toEqual([seeds, seeds]);
    expect(new Set(seeds).size).toBe(5);
  });

  it.each(["nan", "inf", "-5", "1e-320", "1e999", "0", "", "12 ns", "\\u0000"])(
    "takes %j for no time, and what else is written to its pipe for words",
    async (mean) => {
      const forger = `
import os, sys
with os.fdopen(int(os.environ["POPCORN_FD"]), "wb") as out:
    out.write(b"test.0.status: pass\\ntest.1.status: pass\\ntest.0.message: \\xff\\x00{}\\nnonsense\\n\\n: :\\n")
    out.write(b"test.999999.status: fail\\ntest.9999999.status: fail\\nbenchmark.-1.mean: 3\\n")
    for index in range(2):
        out.write(b"benchmark.%d.mean: %s\\n" % (index, """${mean}""".encode()))
    out.write(b"check: pass\\nchec")
`;
      const forged = { ...problem, files: { ...problem.files, "eval.py": forger } };
      const { report } = await harness.run(evaluatorBundle(forged, baseline, baseline));
      expect(report.failure).toMatchObject({ stage: "time", message: "the evaluator passed and gave no mean time" });
      expect(report.cases.every(({ blocks }) => blocks.length === 0)).toBe(true);
    },
  );

  it("gives what compilers left in a side's first processes to its next ones", async () => {
    // An evaluator that leaves a file for each mode where compilers keep theirs, and tells how many it found.
    const keeper = `
import os, sys
cache = os.environ["XDG_CACHE_HOME"]
os.makedirs(cache, exist_ok=True)
found = len(os.listdir(cache))
open(os.path.join(cache, sys.argv[1]), "w").close()
with open(sys.argv[2]) as file: lines = file.read().splitlines()
with os.fdopen(int(os.environ["POPCORN_FD"]), "w") as out:
    for index, line in enumerate(lines):
        print("test.%d.status: pass" % index, file=out)
        print("benchmark.%d.mean: %d" % (index, 100 + found), file=out)
    print("check: pass", file=out)
`;
    const kept = { ...problem, files: { ...problem.files, "eval.py": keeper } };
    const { report } = await harness.run(evaluatorBundle(kept, baseline, { "submission.py": "" }));
    const found = report.cases[0]?.blocks.map((block) => [block.baseline[0], block.candidate[0]]);
    expect(found).toEqual([[101, 101], ...Array.from({ length: 4 }, () => [102, 102])]);
  });

  it("draws its inputs from the run's secret", { timeout: 120_000 }, async () => {
    // It tells by its own wrong sums what it was given, since nothing else of it comes out.
    const spy = `
def custom_kernel(data):
    values, rows, width = data
    if rows == 1:
        raise ValueError("it was given %r" % values[0])
    return [sum(values[row * width : (row + 1) * width]) for row in range(rows)]
`;
    const given = async (secretSeed: string) => {
      const bundle = evaluatorBundle(problem, baseline, kernel(spy), { checkOnly: true });
      const { report } = await harness.run({ ...bundle, secretSeed });
      return report.failure?.message;
    };
    const first = await given("1".repeat(64));
    expect(first).toMatch(/^submission\.py:5: ValueError: it was given 0\.\d+$/);
    expect(await given("1".repeat(64))).toBe(first);
    expect(await given("2".repeat(64))).not.toBe(first);
  });

  it("says what the problem's own check said of a wrong result", async () => {
    const { text } = await checked("def custom_kernel(data):\n    return [0.0] * data[1]\n");
    expect(text).toMatch(/^wrong result: test 1 .*: row 0: got 0\.0, want [\d.]+ \(and 1 more case\)\.$/);
  });

  it("finds what is wrong in the timed cases only", { timeout: 120_000 }, async () => {
    const source = `
def custom_kernel(data):
    values, rows, width = data
    sums = [sum(values[row * width : (row + 1) * width]) for row in range(rows)]
    return sums[:-1] + [0.0] if rows > 50 else sums
`;
    const { report } = await run(kernel(source));
    expect(told(report)).toMatch(/^wrong result: large: row 79: got 0\.0, want .* Found at the stage "time"/);
  });

  it.each([
    [
      "a syntax error",
      "def custom_kernel(data)\n    return 1\n",
      /^compile error: Did not build: submission\.py:1: SyntaxError: /,
    ],
    [
      "a failing import",
      "import no_such_module\n",
      /^compile error: Did not build: submission\.py:1: ModuleNotFoundError: No module named 'no_such_module'$/,
    ],
    [
      "an exception in a call",
      "def plan(data):\n    return data[7]\n\ndef custom_kernel(data):\n    return plan(data)\n",
      /^compile error: Failed in its first call on test 1 .* \("check"\): submission\.py:2: IndexError: tuple index out of range$/,
    ],
    [
      "a device fault",
      'def custom_kernel(data):\n    raise RuntimeError("CUDA error: an illegal memory access was encountered")\n',
      /^crashed: Died on test 1 .*: submission\.py:2: RuntimeError: CUDA error: an illegal memory access/,
    ],
    [
      "too little memory",
      "def custom_kernel(data):\n    return bytearray(1 << 60)\n",
      /^crashed: Passed a limit on test 1 .*: submission\.py:2: MemoryError/,
    ],
    [
      "a compiler's refusal",
      'def custom_kernel(data):\n    raise RuntimeError("""Error building extension \'x\': [1/2] nvcc -c /tmp/x/cuda.cu\nFAILED: cuda.o\n/tmp/x/cuda.cu(7): error: identifier "gate" is undefined\n      return gate;\n             ^\n\n1 error detected\nninja: build stopped: subcommand failed.""")\n',
      /^compile error: Failed in its first call on test 1 .*: submission\.py:5: error: identifier "gate" is undefined$/,
    ],
  ])("tells %s in its own file's lines", async (_, body, expected) => {
    expect((await checked(body)).text).toMatch(expected);
  });

  it("ends an evaluator that hangs, and keeps what it had said", async () => {
    const source = `
import time
def custom_kernel(data):
    if data[1] == 3:
        time.sleep(1000)
    return [sum(data[0])]
`;
    const { report, text } = await checked(source, { checkMs: 12_000 });
    expect(report.checks.filter(({ side }) => side === "candidate").map(({ label }) => label)).toEqual([tests[0]]);
    expect(text).toMatch(/^timed out: Ran out of time on test 2 .* after 12 s: its program had not ended/);
  });

  it("tells the death of a worker that the evaluator waits for in vain", async () => {
    const source = `
import os, signal
def custom_kernel(data):
    os.kill(os.getpid(), signal.SIGSEGV)
`;
    const { text } = await checked(source, { checkMs: 12_000 });
    expect(text).toMatch(
      /^crashed: Died on test 1 .*: submission\.py:4: a process of its evaluator died: Segmentation fault$/,
    );
  });

  it("believes the word `check`, and no exit code", async () => {
    const eval0 = `
import os, sys
print("check: pass" if False else "test.0.status: pass", file=os.fdopen(int(os.environ["POPCORN_FD"]), "w"))
sys.exit(0)
`;
    const silent = { ...problem, files: { ...problem.files, "eval.py": eval0 } };
    const { report } = await harness.run(evaluatorBundle(silent, baseline, null, { checkOnly: true }));
    expect(report.failure).toMatchObject({ side: "baseline", stage: "check" });
    expect(report.failure?.message).toContain("ended with exit code 0 and without a result");
  });

  it("does not believe a pass that leaves cases out", async () => {
    const brief = `
import os
print("test.0.status: pass\\ncheck: pass", file=os.fdopen(int(os.environ["POPCORN_FD"]), "w"))
`;
    const short = { ...problem, files: { ...problem.files, "eval.py": brief } };
    const { report } = await harness.run(evaluatorBundle(short, baseline, null, { checkOnly: true }));
    expect(report.failure).toMatchObject({
      label: tests[1],
      message: expect.stringContaining("not tell of every case"),
    });
  });

  it("blames the problem for an evaluator that can't begin", async () => {
    const broken = { ...problem, files: { ...problem.files, "reference.py": "import utils\nutils.no_such()\n" } };
    const { report } = await harness.run(evaluatorBundle(broken, baseline, baseline, { checkOnly: true }));
    expect(report.failure).toMatchObject({ side: "runner", stage: "check" });
    expect(report.failure?.message).toContain("the problem's evaluator failed: reference.py:2: AttributeError");
  });

  it("reads more results than a pipe holds while the evaluator runs", async () => {
    const chatty = `
import os, sys
with open(sys.argv[2]) as file: lines = file.read().splitlines()
with os.fdopen(int(os.environ["POPCORN_FD"]), "w") as out:
    for index, line in enumerate(lines):
        print("test.%d.message: %s" % (index, "x" * 150_000), file=out)
        print("test.%d.status: %s" % (index, "pass"), file=out)
    print("check: pass", file=out)
print(lines, flush=True)
sys.exit(3)
`;
    const loud = { ...problem, files: { ...problem.files, "eval.py": chatty } };
    const { report } = await harness.run(evaluatorBundle(loud, baseline, baseline, { checkOnly: true }));
    expect(report).not.toHaveProperty("failure");
    expect(report.checks).toHaveLength(4);
  });

  it("prints cases as the field does: Python's words, and strings as they stand", async () => {
    const echo = `
import os, sys
out = os.fdopen(int(os.environ["POPCORN_FD"]), "w")
print("test.0.status: fail", file=out)
print("test.0.error: " + open(sys.argv[2]).read().strip() + "|" + sys.argv[1] + "|" + os.environ["CUBLAS_WORKSPACE_CONFIG"], file=out)
`;
    const spec = { n: 3, on: true, off: false, word: "True", kind: "nvfp4", sizes: [1, 2], share: 0.5, tiny: 1e-7 };
    const odd = { ...problem, files: { ...problem.files, "eval.py": echo }, tests: [{ label: "odd", spec }] };
    const { report } = await harness.run(evaluatorBundle(odd, baseline, null, { checkOnly: true }));
    expect(report.checks[0]?.message).toBe(
      "n: 3; on: True; off: False; word: True; kind: nvfp4; sizes: [1, 2]; share: 0.5; tiny: 1e-07|test|:4096:8",
    );
  });

  it("lets no candidate put a file in the place of the problem's own", async () => {
    const { report } = await run({ ...baseline, "eval.py": "print('mine')" }, { checkOnly: true });
    expect(told(report)).toBe(
      "compile error: Did not build: its file eval.py has the name of one of the problem's own",
    );
  });

  it("runs candidates of several files", async () => {
    const files = {
      "submission.py": "from sums import custom_kernel\n",
      "sums.py": fileOf("own-evaluator", "baseline.py"),
    };
    expect((await run(files, { checkOnly: true })).report).not.toHaveProperty("failure");
    const wrong = { ...files, "sums.py": "def custom_kernel(data):\n    return 1 / 0\n" };
    expect(told((await run(wrong, { checkOnly: true })).report)).toContain(": sums.py:2: ZeroDivisionError");
  });
});

describe.skipIf(whyNoPython)(`an evaluator that starts processes of its own ${whyNoPython ?? ""}`, () => {
  it.each(["user", "container"] as const)("works in the sandbox tier %s as in the strictest", async (tier) => {
    await using harness = openHarness(startOf(behind[tier]), 110_000);
    const bundle = evaluatorBundle(problem, baseline, baseline, { checkOnly: true });
    const { report } = await harness.run({ ...bundle, sandbox: { required: "container" } });
    expect(report).not.toHaveProperty("failure");
    expect(report.sandbox).toBe(tier);
    expect(report.checks).toHaveLength(4);
  });
});

const whyNoTorch = whyNoPython ?? (lacks("torch") ? "no torch" : undefined);

describe.skipIf(whyNoTorch)(`an evaluator with torch ${whyNoTorch ?? ""}`, () => {
  it("checks what torch computes", { timeout: 120_000 }, async () => {
    await using harness = openHarness(startOf(), 110_000);
    const withTorch = evaluatorProblem("torch-own-evaluator");
    const of = (name: string) => ({ "submission.py": fileOf("torch-own-evaluator", name) });
    const bundle = evaluatorBundle(withTorch, of("baseline.py"), of("slower.py"), { checkOnly: true });
    const { report } = await harness.run({ ...bundle, limits: { ...bundle.limits, checkMs: 100_000 } });
    expect(report).not.toHaveProperty("failure");
    expect(report.checks.filter(({ mismatched }) => mismatched === 0)).toHaveLength(4);
  });
});
