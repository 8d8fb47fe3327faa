import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { ProblemOverlay } from "../rounds/problem-overlay.ts";
import { UserError } from "../rounds/user-error.ts";
import { evaluatorValues, withoutSeed } from "./problem/case-values.ts";
import { labelBenchmarks, nameTests } from "./problem/cases.ts";
import { hashProblem } from "./problem/hash.ts";
import { findBaseline, readCandidates, type ShippedCandidate } from "./problem/kernels.ts";
import { languageConfig, type TaskFiles } from "./problem/language.ts";
import { chooseMethod, type Method } from "./problem/method.ts";
import { requirePlainName, sourceReader } from "./problem/sources.ts";
import { parseTaskFile, submissionMark, type TaskFile } from "./problem/task-file.ts";
import type { Bundle, CaseSpec, Files } from "./protocol.ts";

export interface Problem {
  /** The folder's name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Hash of everything that defines it; the baseline and the shipped candidates are not part of it. */
  readonly sha256: string;
  /** The problem's part of a bundle. */
  readonly bundle: Bundle["problem"];
  readonly method: Method;
  /** Labels of the benchmark cases, in order. */
  readonly labels: readonly string[];
  readonly baseline: Files;
  /** Where the baseline was found, for people. */
  readonly baselineFrom: string;
  readonly candidates: Readonly<Record<string, ShippedCandidate>>;
  /** One whole check, and one case's timing; the rest is its language's (make-bundle.ts). */
  readonly limits: Pick<Bundle["limits"], "checkMs" | "caseMs">;
}

/**
 * Reads a problem's folder in GPU MODE's format, unmodified. Throws UserError for whatever is wrong with it.
 * @param overlay what somebody adds to it from outside, with paths seen from the folder; it goes before the folder's own
 */
export async function readProblem(folder: string, overlay: ProblemOverlay = {}): Promise<Problem> {
  const taskPath = join(folder, "task.yml");
  const task = parseTaskFile(await readTaskText(folder, taskPath), taskPath);
  const told = { ...task.tank, ...overlay, candidates: { ...task.tank?.candidates, ...overlay.candidates } };
  const submissionName = findSubmission(task, taskPath);
  const read = sourceReader(folder, submissionName, taskPath);
  const files: Files = {};
  for (const { name, source } of task.files) {
    if (source !== submissionMark) files[name] = await read.file(source, "one of its files");
  }
  const found: TaskFiles = { task, files, submissionName, taskPath };
  const method = chooseMethod(task, files, told, taskPath);
  const definition = defineProblem(found, told, method.name);
  const sha256 = hashProblem(definition);
  const name = basename(resolve(folder));
  const baseline = await findBaseline(found, told.baseline, read);
  return {
    name,
    title: told.title ?? readableName(name),
    description: task.description,
    sha256,
    bundle: { name, sha256, ...definition },
    method,
    labels: definition.benchmarks.map(({ label }) => label),
    baseline: baseline.files,
    baselineFrom: baseline.from,
    candidates: await readCandidates(told.candidates, baseline.files, read),
    limits: { checkMs: task.test_timeout * 1000, caseMs: task.benchmark_timeout * 1000 },
  };
}

/** What a verdict's meaning hangs on. What is left out leaves no key: the problem's hash must not change by it. */
function defineProblem(
  found: TaskFiles,
  { tolerance, build, labels }: ProblemOverlay,
  method: Method["name"],
): Omit<Bundle["problem"], "name" | "sha256"> {
  const { task, files, submissionName, taskPath } = found;
  if (tolerance !== undefined && (task.lang === "wasm" || method === "evaluator")) {
    const who =
      task.lang === "wasm" ? "A wasm problem exports its `tolerance` from its reference" : "Its evaluator judges";
    throw new UserError("problem-format", `${taskPath}: a tolerance is for problems in Python by pairs.`, `${who}.`);
  }
  if (build !== undefined && task.lang === "wasm") {
    const message = `${taskPath}: a build command is for problems in Python and CUDA.`;
    throw new UserError("problem-format", message, "A wasm problem is compiled by its harness.");
  }
  const cases = (specs: readonly CaseSpec[], list: string) => {
    if (task.lang === "wasm") return specs;
    const kept = method === "pairs" ? specs.map(withoutSeed) : specs;
    return kept.map((spec, index) => evaluatorValues(spec, `${taskPath}: ${list}.${index}`));
  };
  return {
    lang: task.lang,
    ...(method === "evaluator" && { method }),
    files,
    submissionName,
    config: languageConfig(found, method),
    ...(build !== undefined && { build }),
    ...(tolerance && { tolerance }),
    tests: nameTests(cases(task.tests, "tests")),
    benchmarks: labelBenchmarks(cases(task.benchmarks, "benchmarks"), labels, taskPath),
  };
}

/** `nvfp4_group-gemm` is told as "Nvfp4 group gemm"; that it is in Python is no part of a title. */
function readableName(name: string): string {
  const words =
    name
      .replace(/[_-](py|cu|cuda)$/, "")
      .replaceAll(/[_-]+/g, " ")
      .trim() || name;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

async function readTaskText(folder: string, taskPath: string): Promise<string> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const hint = "Name a folder that holds a task.yml, such as config/problems/nvfp4-group-gemm-wasm.";
  if (!isFolder) throw new UserError("problem-missing", `There is no problem folder at ${folder}.`, hint);
  try {
    return await readFile(taskPath, "utf8");
  } catch (cause) {
    throw new UserError("problem-missing", `There is no readable task.yml in ${folder}.`, hint, { cause });
  }
}

function findSubmission(task: TaskFile, taskPath: string): string {
  const names = task.files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new UserError("problem-format", `${taskPath} names the file "${twice}" twice.`, "Keep one of them.");
  for (const name of names) requirePlainName(name, taskPath);
  const marked = task.files.filter(({ source }) => source === submissionMark);
  const [submission] = marked;
  if (submission && marked.length === 1) return submission.name;
  const message = `${taskPath} has ${marked.length} files with the source "${submissionMark}"; it needs one.`;
  throw new UserError("problem-format", message, "That file is where the candidate's code goes.");
}
