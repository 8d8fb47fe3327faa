import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Files } from "../../src/runner/protocol.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { openHarness, whyNoPython } from "./python-run.ts";

const first = "test 1 (rows=1 width=1)";

/** A fixture's name, and its verdict as its author reads it. */
const told: readonly (readonly [name: string, verdict: string])[] = [
  ["syntax-error", "compile error: Did not build: submission.py:3: SyntaxError: expected ':'"],
  [
    "import-fails",
    "compile error: Did not build: submission.py:3: ModuleNotFoundError: No module named 'no_such_module'",
  ],
  ["no-kernel", "compile error: Did not build: submission.py defines no function custom_kernel(data)"],
  ["exits-at-import", "compile error: Did not build: submission.py:5: SystemExit: 0"],
  [
    "raises",
    `compile error: Failed in its first call on ${first} ("build"): submission.py:4: ValueError: a row is not what I hoped for`,
  ],
  ["raises-from", `compile error: Failed in its first call on ${first} ("build"): submission.py:5: KeyError: 1`],
  [
    "allocates",
    `crashed: Passed a limit on ${first} ("check"): submission.py:4: MemoryError: its process may use 60000 MB`,
  ],
  [
    "crashes",
    `crashed: Died on ${first} ("check"): its process was killed by SIGABRT: it, or a library that it called, gave up`,
  ],
  ["exits", `crashed: Died on ${first} ("check"): its process ended itself with exit code 0 before its work was done`],
  [
    "crashes-late",
    `crashed: Died on small ("time"): its process was killed by SIGSEGV: it touched memory that is not its own`,
  ],
  ["returns-nothing", `wrong result: ${first}: it returned None, where one output is right (and 3 more cases).`],
  ["wrong-type", `wrong result: ${first}: it returned 'done', where one output is right (and 3 more cases).`],
  ["wrong-length", `wrong result: ${first}: its output has the shape [2], where [1] is right (and 3 more cases).`],
];

describe.skipIf(whyNoPython)(`what became of a kernel ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const verdictOf = async (candidate: Files, isTimed: boolean) => {
    const bundle = pySumsBundle(candidate);
    const timing = { ...bundle.timing, integrity: false, ...(isTimed ? {} : { cases: [] }) };
    const { report } = await harness.run({ ...bundle, timing });
    const judged = judgeReport(report, VerdictRules.parse({}));
    return { report, text: "detail" in judged ? `${judged.verdict}: ${judged.detail}` : judged.fault.detail };
  };

  it.each(told)("%s is told in one sentence, in its own file's lines", async (name, verdict) => {
    const { text } = await verdictOf(await pySumsCandidate(name), name === "crashes-late");
    expect(text).toBe(verdict);
  });

  it("shows a traceback of the kernel's own files, without the harness's", async () => {
    const { report } = await verdictOf(await pySumsCandidate("raises-from"), false);
    const { log = "" } = report.failure ?? {};
    expect(log).toContain('File "submission.py", line 7, in plan');
    expect(log).not.toMatch(/harness|\/tmp|candidate\//);
  });

  it("names a kernel's second file by its own name and lines", async () => {
    const files = {
      "submission.py": "from sums import custom_kernel\n",
      "sums.py": "def custom_kernel(data):\n    return 1 / 0\n",
    };
    const { text } = await verdictOf(files, false);
    expect(text).toContain(": sums.py:2: ZeroDivisionError: division by zero");
  });

  it("takes a compiler's abort in the first call for a build that failed", async () => {
    const abort = "/build/llvm-project/mlir/lib/IR/Operation.cpp:42: void verify(): Assertion `op' failed.";
    const source = `import os\ndef custom_kernel(data):\n    os.write(2, b"""${abort}\\n""")\n    os.abort()\n`;
    const { text } = await verdictOf({ "submission.py": source }, false);
    expect(text).toBe(`compile error: Failed in its first call on ${first} ("build"): ${abort}`);
  });

  it("takes a fault of the device in the first call for a crash, in the device's words", async () => {
    const fault = "CUDA error: an illegal memory access was encountered";
    const raising = `def custom_kernel(data):\n    raise RuntimeError("${fault}")\n`;
    const dying = `import os\ndef custom_kernel(data):\n    os.write(2, b"terminate called after throwing\\n  what(): ${fault}\\n")\n    os.abort()\n`;
    expect((await verdictOf({ "submission.py": raising }, false)).text).toBe(
      `crashed: Died on ${first} ("check"): submission.py:2: RuntimeError: ${fault}`,
    );
    expect((await verdictOf({ "submission.py": dying }, false)).text).toBe(
      `crashed: Died on ${first} ("check"): what(): ${fault}`,
    );
  });
});
