import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProblemOverlay } from "../../src/rounds/problem-overlay.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { Bundle } from "../../src/runner/protocol.ts";
import { fieldProblem, writtenFolder } from "./written-problem.ts";

const name = "vector_scale_py";
const task = fieldProblem[`${name}/task.yml`] ?? "";

/** The folder with files added or, where null, taken away. */
function folderWith(changes: Readonly<Record<string, string | null>> = {}): string {
  const all = { ...fieldProblem, ...changes };
  const kept = Object.entries(all).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]));
  return join(writtenFolder(Object.fromEntries(kept)), name);
}

const read = (changes?: Readonly<Record<string, string | null>>, overlay?: ProblemOverlay) =>
  readProblem(folderWith(changes), overlay);

async function refusalOf(reading: Promise<unknown>): Promise<UserError> {
  const thrown: unknown = await reading.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof UserError)) throw new Error(`not refused with a UserError: ${thrown}`);
  expect(thrown.message).not.toContain("\n");
  expect(thrown.hint).toBeTruthy();
  return thrown;
}

describe("an untouched folder of the field", () => {
  it("is read with its shared files, its submission as baseline, and a title made of its name", async () => {
    const problem = await read();
    expect(problem).toMatchObject({ name, title: "Vector scale", baselineFrom: "submission.py" });
    expect(problem.method.name).toBe("pairs");
    expect(Object.keys(problem.bundle.files)).toEqual(["task.py", "utils.py", "reference.py", "eval.py"]);
    expect(problem.bundle.config).toEqual({ main: "submission.py", reference: "reference.py" });
    expect(problem.baseline).toEqual({ "submission.py": "def custom_kernel(data):\n    return data\n" });
    expect(problem.limits).toEqual({ checkMs: 180_000, caseMs: 90_000 });
    const bundle = makeBundle({ problem, runId: "1", attempt: 1, candidate: null });
    expect(Bundle.parse(bundle)).toEqual(bundle);
  });

  it("has the values that its own evaluator would call it with, without its public seeds", async () => {
    const { bundle } = await read();
    expect(bundle.tests.map(({ spec }) => spec)).toEqual([{ size: 127, has_bias: "True", shape: [1, 2] }]);
    expect(bundle.benchmarks.map(({ spec }) => spec)).toEqual([
      { size: 1024, has_bias: "False", mode: "plain", factor: 0.5 },
      { size: 2048, has_bias: "True", mode: 7, factor: 1.5 },
    ]);
  });

  it("begins from a template that does something where it has no submission", async () => {
    const submission = { [`${name}/submission.py`]: null };
    const refusal = await refusalOf(read(submission));
    expect(refusal.message).toContain("has no baseline: there is no submission.py beside it, and no template");
    const { baselineFrom } = await read({
      ...submission,
      [`${name}/template.py`]: "def custom_kernel(data):\n    return data\n",
    });
    expect(baselineFrom).toBe("the template template.py");
  });

  it.each([
    ["it needs several GPUs", { [`${name}/task.yml`]: `multi_gpu: true\n${task}` }],
    ["reference.py has no `generate_input`", { [`${name}/reference.py`]: "def generate_inputs(size, seed): ...\n" }],
    [
      "reference.py has no `check_implementation`",
      { [`${name}/reference.py`]: "def generate_input(size, seed): ...\n" },
    ],
  ])("goes through its own evaluator where %s", async (because, changes) => {
    const { method, bundle, labels } = await read(changes);
    expect(method).toEqual({ name: "evaluator", because: expect.stringContaining(because) });
    expect(bundle).toMatchObject({ method: "evaluator", config: { main: "eval.py" } });
    expect(bundle.benchmarks.map(({ spec }) => spec["seed"])).toEqual([3, 4]);
    expect(labels.join()).not.toContain("seed");
  });

  it("in CUDA keeps what its compiler is told", async () => {
    const cuda = task
      .replaceAll("submission.py", "submission.cu")
      .replace('lang: "py"', "lang: cu")
      .replace(
        'main: "eval.py"',
        "sources: [eval.py, submission.cu]\n  include_dirs: [/opt]\n  defines: { WIDTH: 4, FAST: }\nlibraries: [cublas]",
      );
    const { bundle, baseline } = await read({ [`${name}/task.yml`]: cuda, [`${name}/submission.cu`]: "// a kernel\n" });
    expect(bundle).toMatchObject({ lang: "cu", method: "evaluator" });
    expect(bundle.config).toEqual({
      sources: ["eval.py", "submission.cu"],
      include_dirs: ["/opt"],
      defines: { WIDTH: "4", FAST: "" },
      libraries: ["cublas"],
    });
    expect(Object.keys(baseline)).toEqual(["submission.cu"]);
  });
});

describe("an overlay", () => {
  it("adds title, labels, tolerance, build command and method, and is part of the hash where it decides", async () => {
    const plain = await read();
    const titled = await read({}, { title: "Scaling" });
    expect(titled).toMatchObject({ title: "Scaling", sha256: plain.sha256 });
    const told = await read(
      {},
      { labels: ["small", "large"], tolerance: { rtol: 0.1, atol: 0 }, build: "make", method: "pairs" },
    );
    expect(told.labels).toEqual(["small", "large"]);
    expect(told.bundle).toMatchObject({ build: "make", tolerance: { rtol: 0.1, atol: 0 } });
    expect(told.bundle).not.toHaveProperty("method");
    expect(told.sha256).not.toBe(plain.sha256);
    const evaluated = await read({}, { method: "evaluator" });
    expect(evaluated.bundle).toMatchObject({ method: "evaluator", config: { main: "eval.py" } });
  });

  it("goes before what the folder says of itself, and leaves the rest of it", async () => {
    const own = `${task}tank: { title: Its own, candidates: { same: { description: x, knobs: { a: 1 } } } }\n`;
    const added = { other: { description: "y", files: "other.py" } };
    const problem = await read(
      { [`${name}/task.yml`]: own, [`${name}/other.py`]: "# other\n" },
      { title: "Mine", candidates: added },
    );
    expect(problem.title).toBe("Mine");
    expect(Object.keys(problem.candidates)).toEqual(["same", "other"]);
  });

  it("names kernels of several files by a folder or by a map; what a candidate leaves out is the baseline's", async () => {
    const files = {
      [`${name}/fast/submission.py`]: "import helper\n",
      [`${name}/fast/helper.py`]: "# fast\n",
      [`${name}/fast/.hidden`]: "x",
      [`${name}/other.py`]: "# other\n",
    };
    const map = { "submission.py": "other.py", "helper.py": "fast/helper.py" };
    const { baseline, candidates } = await read(files, {
      baseline: "fast",
      candidates: {
        mapped: { description: "by a map", files: map },
        lone: { description: "one file", file: "other.py" },
      },
    });
    expect(baseline).toEqual({ "submission.py": "import helper\n", "helper.py": "# fast\n" });
    const both = { "submission.py": "# other\n", "helper.py": "# fast\n" };
    expect(candidates).toMatchObject({ mapped: { files: both }, lone: { files: both } });
  });
});

describe("a folder that can't be played", () => {
  const changed = (from: string, to: string) => ({ [`${name}/task.yml`]: task.replace(from, to) });

  it.each<[string, Readonly<Record<string, string | null>>, ProblemOverlay, RegExp]>([
    ["a missing source above it", { "utils.py": null }, {}, /utils\.py does not exist; .* as one of its files/],
    ["a source that is a folder", changed("../utils.py", ".."), {}, /is a folder, not a file/],
    ["a source that is binary", { "utils.py": "\u0000\u0001" }, {}, /utils\.py is no plain text/],
    ["a name twice", changed('"name": "utils.py"', '"name": "task.py"'), {}, /names the file "task\.py" twice/],
    [
      "a value twice",
      changed('"size": 127,', '"size": 127, "size": 128,'),
      {},
      /"size" stands twice, in line \d+; keep one/,
    ],
    [
      "a folder without the entry",
      { [`${name}/k/kernel.py`]: "x" },
      { baseline: "k" },
      /has no submission\.py.*kernel\.py/,
    ],
    ["a map without the entry", {}, { baseline: { "a.py": "task.py" } }, /has no submission\.py/],
    ["a folder in a kernel", { [`${name}/k/deep/a.py`]: "x" }, { baseline: "k" }, /holds deep, which is no plain file/],
  ])("is refused for %s in one sentence, with a way on", async (_what, changes, overlay, message) => {
    expect((await refusalOf(read(changes, overlay))).message).toMatch(message);
  });
});
