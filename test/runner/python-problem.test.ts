import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { applyKnobs, readKnobs } from "../../src/rounds/knobs/knobs.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { Bundle } from "../../src/runner/protocol.ts";
import { pySumsBundle, pySumsCandidate, pySumsFolder } from "./py-sums.ts";

const founding = fileURLToPath(new URL("../../config/problems/nvfp4-group-gemm", import.meta.url));
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A copy of the row sums with its task.yml changed. */
async function problemWith(change: (task: string) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "problem-"));
  folders.push(folder);
  await cp(pySumsFolder, folder, { recursive: true });
  const path = join(folder, "task.yml");
  await writeFile(path, change(await readFile(path, "utf8")));
  return folder;
}

const withoutTolerance = (task: string) => task.replace(/ {2}tolerance: .*\n/, "");
const unlabelled = (task: string) => task.replace(/ {2}labels: .*\n/, "");

describe("a problem in Python", () => {
  it("is read with its reference, its tolerance and a GPU's limits", async () => {
    const problem = await readProblem(founding);
    expect(problem.bundle).toMatchObject({
      lang: "py",
      config: { main: "submission.py", reference: "reference.py" },
      tolerance: { rtol: 0.001, atol: 0.001 },
    });
    expect(Object.keys(problem.bundle.files)).toEqual(["task.py", "reference.py"]);
    expect(problem.labels).toEqual(["g=8, K=7168", "g=8, K=2048", "g=2, K=4096", "g=2, K=1536"]);
    expect(problem.limits).toEqual({ checkMs: 120_000, caseMs: 60_000 });
  });

  it("has the founding contestants, by knobs and by files, all of them different kernels", async () => {
    const { baseline, candidates } = await readProblem(founding);
    const kernels = Object.values(candidates).map((candidate) =>
      candidate.kind === "knobs" ? applyKnobs(baseline, candidate.knobs) : candidate.files,
    );
    const texts = kernels.map((files) => files["submission.py"]);
    expect(new Set([...texts, baseline["submission.py"]]).size).toBe(kernels.length + 1);
    expect(readKnobs(baseline).map(({ name, value, allowed }) => [name, value, allowed.kind])).toEqual([
      ["mma_tiler_m", "128", "list"],
      ["mma_tiler_n", "128", "list"],
      ["mma_tiler_k", "128", "list"],
      ["num_ab_stage", "1", "range"],
      ["threads_per_cta", "128", "list"],
      ["scale_block", "16", "locked"],
    ]);
  });

  it("is timed by both clocks and with integrity, for half a second a case", async () => {
    const problem = await readProblem(pySumsFolder);
    const { timing } = makeBundle({ problem, runId: "run-1", attempt: 1, candidate: { "submission.py": "" } });
    expect(timing).toEqual({ clocks: ["gpu", "call"], budgetMsPerCase: 500, integrity: true });
    const bundle = pySumsBundle(await pySumsCandidate("faster"));
    expect(Bundle.parse(bundle)).toEqual(bundle);
    expect(bundle.limits).toMatchObject({ buildMs: 600_000, memoryMb: 60_000, checkMs: 20_000 });
  });

  it("starts from the kernel, whatever measuring program GPU MODE's format names", async () => {
    const problem = await readProblem(
      await problemWith((task) => task.replace("main: submission.py", "main: eval.py")),
    );
    expect(problem.bundle.config).toMatchObject({ main: "submission.py" });
  });

  it("finds its reference under its usual name", async () => {
    const problem = await readProblem(await problemWith((task) => task.replace("  reference: reference.py\n", "")));
    expect(problem.bundle.config).toMatchObject({ reference: "reference.py" });
  });

  it("has no public seed in its cases", async () => {
    const seeded = await readProblem(await problemWith((task) => task.replace(/(width: \d+)/g, "$1, seed: 4242")));
    expect(JSON.stringify(seeded.bundle)).not.toContain("4242");
  });

  it.each<[string, (task: string) => string]>([
    ["its tolerance", (task) => task.replace("rtol: 1.0e-9", "rtol: 1.0e-3")],
    ["that it has a tolerance", (task) => task.replace(/ {2}tolerance: .*\n/, "")],
    ["its labels", (task) => task.replace("[small, large]", "[small, larger]")],
    ["its cases", (task) => task.replace("rows: 5", "rows: 6")],
  ])("is another problem where it changes %s", async (_what, change) => {
    const [original, changed] = [await readProblem(pySumsFolder), await readProblem(await problemWith(change))];
    expect(changed.sha256).not.toBe(original.sha256);
  });

  it.each<[string, (task: string) => string, RegExp]>([
    [
      "a reference that is no file",
      (task) => task.replace("reference: reference.py", "reference: none.py"),
      /"none\.py"/,
    ],
    ["a negative tolerance", (task) => task.replace("rtol: 1.0e-9", "rtol: -1"), /tank\.tolerance\.rtol/],
    ["half a tolerance", (task) => task.replace("rtol: 1.0e-9, ", ""), /tank\.tolerance\.rtol/],
    [
      "CUDA and no sources",
      (task) =>
        task
          .replace("lang: py", "lang: cu")
          .replace(/config:\n.*\n.*\n/, "config: {}\n")
          .replace(/ {2}tol.*\n/, ""),
      /config\.sources must list the files/,
    ],
    [
      "pairs that need one GPU",
      (task) => `multi_gpu: True\n${task}  method: pairs\n`,
      /by pairs: it needs several GPUs/,
    ],
    [
      "an evaluator that is no file",
      (task) => `${withoutTolerance(task)}  method: evaluator\n`,
      /names "submission\.py"/,
    ],
    [
      "a tolerance for its evaluator",
      (task) => `${task}  method: evaluator\n`,
      /a tolerance is for problems in Python/,
    ],
    ["a number that nobody has exactly", (task) => task.replace("rows: 5", "rows: 99999999999999999"), /too large/],
  ])("with %s is refused in one sentence, with a way on", async (_what, change, message) => {
    const folder = await problemWith(change);
    const refusal = await readProblem(folder).catch((error: unknown) => error);
    if (!(refusal instanceof UserError)) throw new Error(`not refused with a UserError: ${refusal}`);
    expect(refusal.message).toMatch(message);
    expect(refusal.message).not.toContain("\n");
    expect(refusal.hint).toBeTruthy();
  });
});

describe("cases without labels", () => {
  it("are named by their values", async () => {
    const problem = await readProblem(await problemWith(unlabelled));
    expect(problem.labels).toEqual(["rows=2, width=300", "rows=5, width=400"]);
  });

  it("name lists by their range, and where they are all the same by their one value", async () => {
    const lists = (task: string) => unlabelled(task).replace("rows: 2, width: 300", "rows: [1, 9, 4], width: [3, 3]");
    const problem = await readProblem(await problemWith(lists));
    expect(problem.labels).toEqual(["rows=1..9 ×3, width=3 ×2", "rows=5, width=400"]);
  });

  it("are numbered where their values don't tell them apart", async () => {
    const alike = (task: string) => unlabelled(task).replace("rows: 2, width: 300", "rows: 5, width: 400");
    const problem = await readProblem(await problemWith(alike));
    expect(problem.labels).toEqual(["case 1: rows=5, width=400", "case 2: rows=5, width=400"]);
  });

  it("are numbered and cut where their values are too long for a table", async () => {
    const long = (task: string) =>
      unlabelled(task).replace("rows: 2, width: 300", `rows: ${"x".repeat(60)}, width: 300`);
    const problem = await readProblem(await problemWith(long));
    expect(problem.labels.map((label) => label.length)).toEqual([40, 25]);
  });
});
