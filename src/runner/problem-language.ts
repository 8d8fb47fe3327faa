import { UserError } from "../rounds/user-error.ts";
import type { Bundle, CaseSpec, Files } from "./protocol.ts";
import type { TaskFile } from "./task-file.ts";

type Language = Bundle["problem"]["lang"];
type Config = Bundle["problem"]["config"];

/** The languages that there is a harness for. Throws UserError for the others. */
export function measuredLanguage(task: TaskFile, taskPath: string): Language {
  if (task.lang !== "cu") return task.lang;
  throw new UserError(
    "problem-language",
    `${taskPath} is a problem in "cu", whose main program measures itself; here the kernel is a Python file.`,
    "Write the reference in Python with `lang: py`; a kernel may compile its CUDA with torch's load_inline.",
  );
}

/**
 * A problem's config as its harness needs it: where building starts, and which file holds the expected results.
 * @throws UserError where one of them is no file of the problem's
 */
export function languageConfig(task: TaskFile, files: Files, submissionName: string, taskPath: string): Config {
  return task.lang === "wasm" ? wasmConfig(task, files, taskPath) : pythonConfig(task, files, submissionName, taskPath);
}

/** A wasm problem names the entry that the compiler starts from, and the module with the expected results. */
function wasmConfig(task: TaskFile, files: Files, taskPath: string): Config {
  for (const key of ["main", "reference"]) {
    const name = task.config[key];
    if (typeof name === "string" && Object.hasOwn(files, name)) continue;
    const message = `${taskPath}: config.${key} must name one of the problem's files.`;
    throw new UserError("problem-format", message, "A wasm problem has a config of `main` and `reference`.");
  }
  if (task.tank?.tolerance !== undefined) {
    const message = `${taskPath}: tank.tolerance is for problems in Python.`;
    throw new UserError("problem-format", message, "A wasm problem exports its `tolerance` from its reference.");
  }
  return onlyTexts(task.config);
}

/** GPU MODE's `main` names its own measuring program, which nothing here runs: ours starts from the kernel. */
function pythonConfig(task: TaskFile, files: Files, submissionName: string, taskPath: string): Config {
  const reference = task.config["reference"] ?? "reference.py";
  if (typeof reference === "string" && Object.hasOwn(files, reference)) {
    return { ...onlyTexts(task.config), main: submissionName, reference };
  }
  const message = `${taskPath} has no file "${String(reference)}", where \`generate_input\` and \`ref_kernel\` would be.`;
  throw new UserError("problem-format", message, "List it under `files`, or name another as `config.reference`.");
}

/** A case without its seed: GPU MODE's is in the open, ours is secret and drawn anew for every run. */
export function withoutSeed(spec: CaseSpec): CaseSpec {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== "seed"));
}

function onlyTexts(config: TaskFile["config"]): Config {
  const texts: Config = {};
  for (const [key, value] of Object.entries(config)) {
    if (typeof value === "string" || Array.isArray(value)) texts[key] = value;
  }
  return texts;
}
