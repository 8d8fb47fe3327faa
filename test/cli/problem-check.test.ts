import { join } from "node:path";
import { env } from "node:process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { problemProgram } from "../../src/bot/cli/tank/problem.ts";
import { checkProblem } from "../../src/bot/problem-check/check-problem.ts";
import { describeProblem } from "../../src/bot/problem-check/describe-problem.ts";
import { explainFailure } from "../../src/bot/problem-check/explain-failure.ts";
import type { FailureFact } from "../../src/rounds/report.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { plainRunner, RunnerSettings } from "../../src/runner/runner-settings.ts";
import { doublingFolder, honestBody, kernel } from "../runner/doubling.ts";
import { pySumsFolder } from "../runner/py-sums.ts";
import { python, whyNoPython } from "../runner/python-run.ts";
import { fieldProblem, writtenFolder } from "../runner/written-problem.ts";

const { PATH = "" } = env;

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const localPlace = {
  runner: plainRunner("local"),
  sandbox: undefined,
  budgetMsPerCase: 50,
  onEvent: () => undefined,
};

const check = (...argv: readonly string[]) => problemProgram(["check", ...argv]);

describe("npm run tank -- problem check", () => {
  it("reads an untouched folder, and says what it found", async () => {
    const folder = join(writtenFolder(fieldProblem), "vector_scale_py");
    expect(await check(folder, "--read")).toBe(0);
    expect(printed).toContain("Vector scale: can be read; nothing was run");
    expect(printed).toContain("Python; 4 files beside the kernel, 1 test and 2 cases");
    expect(printed).toContain("pairs in one process; its own check decides");
    expect(printed).toContain("Baseline: submission.py");
  });

  it("reads a season's file with its overlay, whose paths are seen from that file", async () => {
    const season = `
name: winter
title: Winter
problem:
  folder: ../vector_scale_py
  title: Scaling
  labels: [short, long]
  method: evaluator
  build: make all
  baseline: mine
  candidates: { other: { description: x, files: { submission.py: mine/submission.py } } }
`;
    const own = {
      "seasons/winter.yml": season,
      "seasons/mine/submission.py": "# mine\n",
      "seasons/mine/helper.py": "# h\n",
    };
    const folder = writtenFolder({ ...fieldProblem, ...own });
    expect(await check(join(folder, "seasons/winter.yml"), "--read")).toBe(0);
    expect(printed).toContain("Scaling");
    expect(printed).toContain("its own evaluator, a process at a time, since it was asked for");
    expect(printed).toContain("(helper.py and submission.py)");
    expect(printed).toMatch(/make all[\s\S]*other[\s\S]*short/);
  });

  it("names what is wrong inside of an overlay", async () => {
    const text = "name: w\ntitle: W\nproblem: { folder: ../x, titel: X }\n";
    const path = join(writtenFolder({ "w.yml": text }), "w.yml");
    await expect(check(path)).rejects.toThrow("problem.titel: there is no such key");
  });

  it("builds, checks and times a baseline", async () => {
    expect(await check(doublingFolder, "--budget-ms", "50", "--json")).toBe(0);
    const { findings, cases } = JSON.parse(printed);
    expect(findings.find(({ part }: { part: string }) => part === "Baseline on local")).toMatchObject({
      mark: "good",
      detail: expect.stringMatching(/^built, right in all 2 cases and 2 tests/),
    });
    expect(findings.at(-1)).toMatchObject({ mark: "open", detail: expect.stringContaining("not tried") });
    expect(findings).toContainEqual({
      part: "Candidates",
      mark: "open",
      detail: "backwards and strided (not built)",
    });
    expect(cases.map(({ label }: { label: string }) => label)).toEqual(["small", "large"]);
  });

  it("marks what nobody looked at as neither good nor bad", async () => {
    await check(doublingFolder, "--read");
    expect(printed).toContain("– Candidates: backwards and strided (not built)");
    expect(printed).toContain("✓ Baseline: ");
  });

  it("warns of booleans that a reference gets as text, unless it compares with text", async () => {
    const folder = (reference: string) => {
      const files = { ...fieldProblem, "vector_scale_py/reference.py": reference };
      return readProblem(join(writtenFolder(files), "vector_scale_py"));
    };
    const plain = "def generate_input(size, has_bias, seed): ...\ndef check_implementation(data, output): ...\n";
    const part = { part: "Cases", mark: "warning" };
    expect(describeProblem(await folder(plain))).toContainEqual({
      ...part,
      detail:
        '"has_bias" is True or False, which generate_input gets as the text "True" or "False", and both are true in an "if"',
      remedy: 'Use 0 and 1, or compare with == "True".',
    });
    const compares = `${plain}# has_bias == "True"\n`;
    const itsOwn = plain.replace("check_implementation", "check");
    for (const silent of [compares, itsOwn]) {
      expect(
        describeProblem(await folder(silent))
          .map(({ detail }) => detail)
          .join(),
      ).not.toContain("has_bias");
    }
  });

  it("warns of a key that not every case has, and says which was meant", async () => {
    const problem = await readProblem(doublingFolder);
    const specs = (list: readonly Readonly<Record<string, number>>[]) => list.map((spec) => ({ label: "", spec }));
    const told = (tests: Parameters<typeof specs>[0], benchmarks: Parameters<typeof specs>[0]) => {
      const bundle = { ...problem.bundle, tests: specs(tests), benchmarks: specs(benchmarks) };
      return describeProblem({ ...problem, bundle }).flatMap(({ part, detail }) => (part === "Cases" ? [detail] : []));
    };
    const width = { width: 1 };
    expect(told([width, width], [width, { widht: 1 }])).toEqual([
      '"widht" stands in 1 of 4 cases; did you mean "width"?',
    ]);
    expect(told([width], [{ ...width, seed: 1 }])).toEqual(['"seed" stands in 1 of 2 cases']);
    expect(told([width], [width])).toEqual([]);
  });

  it("tells a reference in WebAssembly whose layout can't be as the reference's failure", async () => {
    const problem = await readProblem(doublingFolder);
    const { files } = problem.bundle;
    const reference = files["reference.ts"]?.replace("{ output: 0 }]", "undefined]") ?? "";
    const bundle = { ...problem.bundle, files: { ...files, "reference.ts": reference } };
    const { findings } = await checkProblem({ ...problem, bundle }, localPlace);
    expect(findings[0]).toMatchObject({
      mark: "bad",
      detail:
        "The reference failed on test 1 (size=1): layout: TypeError: words[1] is undefined; it is an integer, { input } or { output } of a buffer there is.",
      remedy: "Mend the reference, and check again.",
    });
  });

  it("tells where baseline and reference disagree, and blames neither", async () => {
    const problem = await readProblem(doublingFolder);
    const baseline = kernel(honestBody.replace("* 2", "* 3"));
    const { findings } = await checkProblem({ ...problem, baseline }, localPlace);
    expect(findings).toEqual([
      {
        part: "Baseline on local",
        mark: "bad",
        detail: expect.stringMatching(
          /^The baseline computes a wrong result: .*largest error .* \(tolerance 0\.5 \+ 0·\|want\|\); first at out\[/,
        ),
        remedy: "Baseline and reference disagree; mend whichever is wrong.",
      },
    ]);
  });

  it("refuses what it does not know, with the way on", async () => {
    await expect(problemProgram(["chek"])).rejects.toThrow('There is no "problem chek"');
    await expect(check()).rejects.toThrow("Name one problem");
    await expect(check("no-such-problem")).rejects.toThrow("There is no problem folder at");
  });
});

describe.skipIf(whyNoPython !== undefined)("an output of zeros", () => {
  const settings = RunnerSettings.parse({ device: "cpu", python });
  const place = {
    runner: { name: "cpu", settings, env: { PATH } },
    sandbox: "container",
    budgetMsPerCase: 50,
    onEvent: () => undefined,
  } as const;
  const neverFails = `
def generate_input(rows, seed): return [float(seed % 7)] * rows
def ref_kernel(data): return data
def check_implementation(data, output): return True, ""
`;
  const task = `
lang: py
files: [{ name: submission.py, source: "@SUBMISSION@" }, { name: reference.py, source: reference.py }]
config: { main: eval.py }
benchmarks: [{ rows: 4 }, { rows: 8 }]
test_timeout: 20
`;
  const kernel = "import array\ndef custom_kernel(data): return array.array('d', data)\n";

  it("is refused by a check that compares", async () => {
    const { findings } = await checkProblem(await readProblem(pySumsFolder), place);
    expect(findings.at(-1)).toMatchObject({ mark: "good", detail: "is refused in every one of 4 cases" });
  });

  it("is warned of where the check never fails", async () => {
    const folder = writtenFolder({ "task.yml": task, "reference.py": neverFails, "submission.py": kernel });
    const { findings } = await checkProblem(await readProblem(folder), place);
    expect(findings.at(-1)).toMatchObject({ mark: "warning", detail: "passes every case: the check never fails" });
  });

  it("is not reached where the cases don't fit their reference", async () => {
    const reference = neverFails.replace("rows, seed", "lines, seed");
    const folder = writtenFolder({ "task.yml": task, "reference.py": reference, "submission.py": kernel });
    const { findings } = await checkProblem(await readProblem(folder), place);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      mark: "bad",
      detail: expect.stringContaining("The reference failed on rows=4: TypeError"),
      remedy: expect.stringContaining("parameters of `generate_input`"),
    });
  });
});

describe("what a run's failure tells whoever wrote the problem", () => {
  const failure = (parts: Partial<FailureFact>): FailureFact => {
    return { side: "runner", stage: "build", kind: "error", message: "", log: "", ...parts };
  };
  const ofReference = "the problem's reference failed: ";

  it.each<[string, FailureFact, RegExp, RegExp]>([
    [
      "inputs that the GPU can't hold",
      failure({
        label: "n=9",
        message: `${ofReference}reference.py:4: torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 1024.00 GiB. GPU 0 has …`,
      }),
      /^The reference ran out of memory on n=9 at reference\.py:4: it asked for 1024\.00 GiB at once\.$/,
      /Make the case smaller/,
    ],
    [
      "a reference slower than its limit",
      failure({
        side: "baseline",
        stage: "check",
        kind: "limit",
        limitMs: 5000,
        label: "n=9",
        message: "its call had not ended",
      }),
      /^The check on n=9 had not ended after 5 s, the problem's test_timeout/,
      /raise test_timeout/,
    ],
    [
      "a reference that does not end",
      failure({ kind: "limit", label: "n=9", message: "the problem's reference gave no answer within 5 s" }),
      /^The reference gave no answer on n=9 within 5 s\.$/,
      /Make the reference faster/,
    ],
    [
      "inputs larger than the GPU, as the harness tells it",
      failure({
        kind: "limit",
        label: "n=9",
        message:
          "too little memory here for the problem's inputs and reference; use a larger machine, or smaller cases: reference.py:4: OutOfMemoryError: Tried to allocate 1.00 TiB",
      }),
      /^The reference ran out of memory on n=9 at reference\.py:4: it asked for 1\.00 TiB at once\.$/,
      /Make the case smaller/,
    ],
    [
      "a case that takes too long to time",
      failure({ side: "baseline", stage: "time", kind: "limit", limitMs: 9000, label: "n=9" }),
      /^Timing on n=9 had not ended after 9 s/,
      /benchmark_timeout/,
    ],
    [
      "a check that refuses the reference",
      failure({ message: `${ofReference}its own output fails its check on n=9 (differs)` }),
      /its own output fails its check/,
      /until it agrees/,
    ],
    ["a missing module", failure({ message: `${ofReference}No module named 'triton'` }), /triton/, /List the module/],
    [
      "a reference that wants a GPU",
      failure({ message: `${ofReference}RuntimeError: Device type CUDA is not supported for torch.Generator() api.` }),
      /^The reference failed: RuntimeError: Device type CUDA/,
      /name a runner that has one/,
    ],
    ["no GPU", failure({ message: "this machine has no NVIDIA driver" }), /no NVIDIA driver/, /device: cpu/],
    [
      "a broken baseline",
      failure({ side: "baseline", message: "x.py:1: ValueError: no" }),
      /The baseline failed/,
      /Mend baseline\.as/,
    ],
  ])("is one sentence for %s", async (_what, fact, detail, remedy) => {
    const explained = explainFailure(fact, await readProblem(doublingFolder));
    expect(explained?.detail).toMatch(detail);
    expect(explained?.detail).not.toContain("\n");
    expect(explained?.remedy).toMatch(remedy);
  });
});
