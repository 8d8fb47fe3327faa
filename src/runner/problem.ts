import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { findUnstorable } from "../rounds/storable.ts";
import { UserError } from "../rounds/user-error.ts";
import { labelBenchmarks, nameTests } from "./problem-cases.ts";
import { hashProblem } from "./problem-hash.ts";
import { languageConfig, measuredLanguage, withoutSeed } from "./problem-language.ts";
import { type Bundle, Files } from "./protocol.ts";
import { parseTaskFile, submissionMark, type TaskFile } from "./task-file.ts";

/** A candidate that comes with the problem: its own files, or settings of the baseline's knobs. */
export type ShippedCandidate = {
  readonly name: string;
  readonly description: string;
} & (
  | { readonly kind: "files"; readonly files: Files }
  | { readonly kind: "knobs"; readonly knobs: Readonly<Record<string, string>> }
);

export interface Problem {
  /** The folder's name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Hash of everything that defines it; the baseline and the shipped candidates are not part of it. */
  readonly sha256: string;
  /** The problem's part of a bundle. */
  readonly bundle: Bundle["problem"];
  /** Labels of the benchmark cases, in order. */
  readonly labels: readonly string[];
  readonly baseline: Files;
  readonly candidates: Readonly<Record<string, ShippedCandidate>>;
  /** One whole check, and one case's timing; the rest is its language's (make-bundle.ts). */
  readonly limits: Pick<Bundle["limits"], "checkMs" | "caseMs">;
}

/** Reads a problem's folder in GPU MODE's format, unmodified. Throws UserError for whatever is wrong with it. */
export async function readProblem(folder: string): Promise<Problem> {
  const taskPath = join(folder, "task.yml");
  const task = parseTaskFile(await readTaskText(folder, taskPath), taskPath);
  const lang = measuredLanguage(task, taskPath);
  const { tank } = task;
  if (!tank) {
    const hint = 'Add `tank:` with a title and a baseline, as in "config/problems/nvfp4-group-gemm-wasm".';
    throw new UserError("problem-format", `${taskPath} has no key "tank".`, hint);
  }
  const read = (source: string, what: string) => readSource(folder, source, `${taskPath} names it as ${what}`);
  const submissionName = findSubmission(task, taskPath);
  const own = task.files.filter(({ source }) => source !== submissionMark);
  const files: Files = {};
  for (const { name, source } of own) files[name] = await read(source, "one of its files");
  const cases = (specs: TaskFile["tests"]) => (lang === "py" ? specs.map(withoutSeed) : specs);
  const definition = {
    lang,
    files,
    submissionName,
    config: languageConfig(task, files, submissionName, taskPath),
    ...(tank.tolerance && { tolerance: tank.tolerance }),
    tests: nameTests(cases(task.tests)),
    benchmarks: labelBenchmarks(cases(task.benchmarks), tank.labels, taskPath),
  };
  const sha256 = hashProblem(definition);
  const name = basename(resolve(folder));
  const candidates: Record<string, ShippedCandidate> = {};
  for (const [key, entry] of Object.entries(tank.candidates)) {
    const shared = { name: key, description: entry.description };
    if ("knobs" in entry) candidates[key] = { ...shared, kind: "knobs", knobs: entry.knobs };
    else {
      const source = await read(entry.file, `the candidate "${key}"`);
      candidates[key] = { ...shared, kind: "files", files: { [submissionName]: source } };
    }
  }
  return {
    name,
    title: tank.title,
    description: task.description,
    sha256,
    bundle: { name, sha256, ...definition },
    labels: definition.benchmarks.map(({ label }) => label),
    baseline: { [submissionName]: await read(tank.baseline, "the baseline") },
    candidates,
    limits: {
      checkMs: task.test_timeout * 1000,
      caseMs: task.benchmark_timeout * 1000,
    },
  };
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

async function readSource(folder: string, source: string, why: string): Promise<string> {
  const path = join(folder, source);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UserError(
      "problem-source-missing",
      `${path.slice(0, 300)} can't be read; ${why}.`,
      "Add the file, or mend its name.",
      {
        cause,
      },
    );
  });
  if (findUnstorable(text) === null) return text;
  throw new UserError(
    "problem-format",
    `${path} is no plain text; ${why}.`,
    "Name the source, not what was built of it.",
  );
}

function findSubmission(task: TaskFile, taskPath: string): string {
  const names = task.files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new UserError("problem-format", `${taskPath} names the file "${twice}" twice.`, "Keep one of them.");
  const odd = names.find((name) => name === "__proto__" || !Files.safeParse({ [name]: "" }).success);
  if (odd !== undefined) {
    const hint = "Use letters, digits, dots, dashes and underscores; the source may lie in any folder.";
    throw new UserError("problem-format", `${taskPath}: "${odd}" is not a plain file name.`, hint);
  }
  const marked = task.files.filter(({ source }) => source === submissionMark);
  const [submission] = marked;
  if (submission && marked.length === 1) return submission.name;
  const message = `${taskPath} has ${marked.length} files with the source "${submissionMark}"; it needs one.`;
  throw new UserError("problem-format", message, "That file is where the candidate's code goes.");
}
