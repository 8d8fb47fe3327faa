import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Bundle, Files } from "../../src/runner/protocol.ts";
import { evaluatorBundle, evaluatorProblem, fileOf } from "./evaluator-problem.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { openHarness, startOf, whyNoPython } from "./python-run.ts";
import { lacks } from "./requirements.ts";

const why = whyNoPython ?? (lacks("c++") ? "no C++ compiler" : undefined);

/** Builds what is there to build: the baseline is plain Python. */
const build = "[ ! -e sums.cpp ] || c++ -O1 -shared -fPIC -o libsums.so sums.cpp";

const sums = `extern "C" double row_sum(const double* values, long count) {
  double sum = 0;
  for (long index = 0; index < count; index++) sum += values[index];
  return sum;
}
`;

/** Three files that import one another, and what was built of the fourth. */
const inCpp: Files = {
  "submission.py": `
from kernel import row_sum

def custom_kernel(data):
    rows, sums = data
    for index, row in enumerate(rows):
        sums[index] = row_sum(row)
    return sums
`,
  "kernel.py": `
import ctypes, os
from layout import address_of
library = ctypes.CDLL(os.path.join(os.path.dirname(os.path.abspath(__file__)), "libsums.so"))
library.row_sum.restype = ctypes.c_double

def row_sum(row):
    return library.row_sum(address_of(row), ctypes.c_long(len(row)))
`,
  "layout.py": "import ctypes\n\ndef address_of(row):\n    return ctypes.c_void_p(row.buffer_info()[0])\n",
  "sums.cpp": sums,
};

const withBuild = (bundle: Bundle, command: string | undefined): Bundle => ({
  ...bundle,
  problem: { ...bundle.problem, ...(command !== undefined && { build: command }) },
});
const checkOnly = (bundle: Bundle): Bundle => ({ ...bundle, timing: { ...bundle.timing, cases: [] } });

describe.skipIf(why)(`a problem's build command ${why ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness(startOf(), 110_000);
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const verdictOf = async (bundle: Bundle) => {
    const { report } = await harness.run(bundle);
    const judged = judgeReport(report, VerdictRules.parse({}));
    return { report, text: "detail" in judged ? `${judged.verdict}: ${judged.detail}` : judged.fault.detail };
  };

  it("has built a candidate of several files before it is loaded, in pairs and alone", {
    timeout: 120_000,
  }, async () => {
    const { report } = await harness.run(withBuild(pySumsBundle(inCpp), build));
    expect(report).not.toHaveProperty("failure");
    expect(report).not.toHaveProperty("tampering");
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
    expect(report.cases.every(({ blocks }) => blocks.length >= 10)).toBe(true);
    expect(report.integrity?.map(({ side }) => side)).toEqual(["baseline", "baseline", "candidate", "candidate"]);
  });

  it("serves the problem's own evaluator as well", { timeout: 120_000 }, async () => {
    const problem = { ...evaluatorProblem("own-evaluator"), build };
    const baseline = { "submission.py": fileOf("own-evaluator", "baseline.py") };
    const candidate = {
      ...inCpp,
      "submission.py": `
import array
from kernel import row_sum

def custom_kernel(data):
    values, rows, width = data
    return [row_sum(array.array("d", values[row * width : (row + 1) * width])) for row in range(rows)]
`,
    };
    const { report, events } = await harness.run(evaluatorBundle(problem, baseline, candidate, { checkOnly: true }));
    expect(report).not.toHaveProperty("failure");
    expect(events.flatMap((each) => (each.event === "built" ? [each.side] : []))).toEqual(["baseline", "candidate"]);
  });

  it("builds the same files once, as long as the harness stays", async () => {
    // What was built tells when.
    const stamp = "date +%s%N > built.txt";
    const reader = `
import os
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "built.txt")) as file:
    raise ValueError(file.read().strip())
`;
    const built = async (source: string) => {
      const candidate = { "submission.py": source };
      const { report } = await harness.run(checkOnly(withBuild(pySumsBundle(candidate), stamp)));
      return report.failure?.message;
    };
    const first = await built(reader);
    expect(first).toMatch(/^submission\.py:4: ValueError: \d+$/);
    expect(await built(reader)).toBe(first);
    expect(await built(`${reader}# another\n`)).not.toBe(first);
  });

  it("is a compile error with its first error on top, in the candidate's own lines, and keeps the log", async () => {
    const broken = { ...inCpp, "sums.cpp": sums.replace("sum += values", "sum += valves") };
    const { report, text } = await verdictOf(checkOnly(withBuild(pySumsBundle(broken), `echo building; ${build}`)));
    expect(text).toMatch(/^compile error: Did not build: sums\.cpp:3: error: .valves. was not declared in this scope/);
    expect(report.failure?.log).toContain("building");
    expect(report.failure?.log).not.toMatch(/\/files\/side/);
  });

  it("says how it ended where no compiler did", async () => {
    const { text } = await verdictOf(
      checkOnly(withBuild(pySumsBundle(await pySumsCandidate("same")), "echo no; exit 7")),
    );
    // The command is the problem's, and the baseline was built by it first.
    expect(text).toBe(
      'The baseline failed at the stage "build": the problem\'s build command ended with exit code 7: no.',
    );
  });

  it("ends with the build's limit", async () => {
    const bundle = pySumsBundle(await pySumsCandidate("same"), { buildMs: 1500 });
    const { report } = await verdictOf(checkOnly(withBuild(bundle, "sleep 60")));
    expect(report.failure).toMatchObject({ side: "baseline", stage: "build", kind: "limit", limitMs: 1500 });
  });

  it("can't replace a source: what was hashed is what runs", async () => {
    const command = "[ ! -e sums.cpp ] || echo 'raise ValueError(1)' > submission.py";
    const { report } = await harness.run(
      checkOnly(withBuild(pySumsBundle({ ...(await pySumsCandidate("same")), "sums.cpp": "" }), command)),
    );
    expect(report).not.toHaveProperty("failure");
  });
});

describe.skipIf(why)(`what compilers say from inside of a kernel ${why ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  it.each([["c++", "kernel.cpp", /^submission\.py:7: error: .missing_name. was not declared/]] as const)(
    "is told by %s's first error, never by the command that failed",
    async (compiler, file, expected) => {
      // What torch's load_inline does: the kernel's text into a file, ninja, and an exception with all of the output.
      const source = `
import os, subprocess
code = """
extern "C" int twice(int x) {
    int y = 2 * x;

    return y + missing_name;
}
"""
def build():
    folder = os.environ["TMPDIR"]
    path = os.path.join(folder, "${file}")
    with open(path, "w") as out:
        out.write("#include <cstddef>\\n" + code)
    with open(os.path.join(folder, "build.ninja"), "w") as out:
        out.write("rule compile\\n  command = ${compiler} -c $in -o $out\\nbuild kernel.o: compile %s\\n" % path)
    try:
        subprocess.run(["ninja", "-v", "-C", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True)
    except subprocess.CalledProcessError as e:
        raise RuntimeError("Error building extension 'kernel': " + e.output.decode()) from e
build()
`;
      const { report } = await harness.run(checkOnly(pySumsBundle({ "submission.py": source })));
      expect(report.failure?.message).toMatch(expected);
      expect(report.failure?.log).toContain("ninja: build stopped");
    },
  );
});
