import { UserError } from "../../rounds/user-error.ts";
import type { Bundle, Files } from "../protocol.ts";
import { type Method, referenceName } from "./method.ts";
import type { TaskFile } from "./task-file.ts";

type Config = Bundle["problem"]["config"];

/** A problem as its files stand, before anything is made of them. */
export interface TaskFiles {
  readonly task: TaskFile;
  readonly files: Files;
  readonly submissionName: string;
  readonly taskPath: string;
}

/** The keys of `config` that a language has; the last of a wasm problem's are its reference's business. */
const configKeys: Readonly<Record<TaskFile["lang"], readonly string[]>> = {
  wasm: ["main", "reference"],
  py: ["main", "reference"],
  cu: ["sources", "include_dirs", "defines", "compile_flags", "main"],
};

/**
 * A problem's config as its harness needs it: where building starts, and which file holds the expected results. What
 * goes through the problem's own evaluator keeps it as it stands.
 * @throws UserError where one of them is no file of the problem's
 */
export function languageConfig(read: TaskFiles, method: Method["name"]): Config {
  const { task, taskPath } = read;
  const odd = Object.keys(task.config).find((key) => !configKeys[task.lang].includes(key));
  if (odd !== undefined) {
    const message = `${taskPath}: unknown key "${odd.slice(0, 60)}" in config.`;
    throw new UserError(
      "problem-format",
      message,
      `With \`lang: ${task.lang}\` it has ${configKeys[task.lang].join(", ")}.`,
    );
  }
  if (task.lang === "wasm") return wasmConfig(read);
  if (method === "pairs") return pythonConfig(read);
  return task.lang === "cu" ? cudaConfig(read) : evaluatorConfig(read);
}

/** A wasm problem names the entry that the compiler starts from, and the module with the expected results. */
function wasmConfig({ task, files, taskPath }: TaskFiles): Config {
  for (const key of ["main", "reference"]) {
    const name = task.config[key];
    if (typeof name === "string" && Object.hasOwn(files, name)) continue;
    const message = `${taskPath}: config.${key} must name one of the problem's files.`;
    throw new UserError("problem-format", message, "A wasm problem has a config of `main` and `reference`.");
  }
  return task.config;
}

/** GPU MODE's `main` names its own measuring program, which nothing here runs: ours starts from the kernel. */
function pythonConfig({ task, files, submissionName, taskPath }: TaskFiles): Config {
  const reference = referenceName(task);
  if (Object.hasOwn(files, reference)) return { ...task.config, main: submissionName, reference };
  const message = `${taskPath} has no file "${reference}", where \`generate_input\` and \`check_implementation\` would be.`;
  throw new UserError("problem-format", message, "List it under `files`, or name another as `config.reference`.");
}

function evaluatorConfig({ task, files, taskPath }: TaskFiles): Config {
  const { main } = task.config;
  if (typeof main === "string" && Object.hasOwn(files, main)) return task.config;
  const named = typeof main === "string" ? `"${main.slice(0, 100)}", which is none of its files` : "no config.main";
  const message = `${taskPath} is measured by its own evaluator and names ${named}.`;
  throw new UserError(
    "problem-format",
    message,
    "Name the program that measures, such as `config: { main: eval.py }`.",
  );
}

function cudaConfig({ task, files, submissionName, taskPath }: TaskFiles): Config {
  const { sources } = task.config;
  if (!Array.isArray(sources) || sources.length === 0) {
    const message = `${taskPath}: config.sources must list the files that nvcc compiles.`;
    throw new UserError("problem-format", message, `Such as \`config: { sources: [eval.cu, ${submissionName}] }\`.`);
  }
  const gone = sources.find((name) => name !== submissionName && !Object.hasOwn(files, name));
  const { libraries = [] } = task;
  if (gone === undefined) return libraries.length === 0 ? task.config : { ...task.config, libraries };
  const message = `${taskPath}: config.sources names "${gone.slice(0, 100)}", which is none of its files.`;
  throw new UserError("problem-format", message, "List it under `files` too.");
}
