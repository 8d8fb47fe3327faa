import { z } from "zod";
import { ProblemOverlay } from "../../rounds/problem-overlay.ts";
import { findUnstorable } from "../../rounds/storable.ts";
import { UserError } from "../../rounds/user-error.ts";
import { CaseSpec } from "../protocol.ts";
import { describeTaskIssues } from "./describe-task-issue.ts";
import { readYaml } from "./read-yaml.ts";

/** Where the candidate's entry file goes among a problem's files. */
export const submissionMark = "@SUBMISSION@";

/** A day at most. */
const seconds = z.number().positive().max(86_400).default(180);

/** A preprocessor's define, or what else a compiler takes as text; without a value the name alone is defined. */
const Setting = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => String(value ?? ""));
const noBenchmark = "needs at least one case to time, such as `- { n: 1024 }`";

/** GPU MODE's `task.yml`, every key that its folders use; a key that nobody knows is a mistyped one. */
export const TaskFile = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string().min(1), source: z.string().min(1) }), "is a list of `{ name, source }`")
    .min(1),
  lang: z.enum(["py", "cu", "wasm"]),
  description: z.string().default(""),
  config: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.record(z.string(), Setting)])),
  templates: z.record(z.string(), z.string()).optional(),
  tests: z.array(CaseSpec, "is a list of cases").default([]),
  benchmarks: z.array(CaseSpec, noBenchmark).min(1, noBenchmark),
  test_timeout: seconds,
  benchmark_timeout: seconds,
  ranked_timeout: seconds,
  ranking_by: z.enum(["last", "mean", "geom"]).default("last"),
  seed: z.number().int().optional(),
  multi_gpu: z.boolean().optional(),
  gpus: z.array(z.string()).optional(),
  libraries: z.array(z.string()).optional(),
  /** Ours, and the only key that GPU MODE's format does not know. */
  tank: ProblemOverlay.optional(),
});
export type TaskFile = z.infer<typeof TaskFile>;

/** Reads the text of a `task.yml`; `path` is named in every refusal. Throws UserError. */
export function parseTaskFile(text: string, path: string): TaskFile {
  const read = readYaml(text, "python");
  if ("fault" in read) {
    throw new UserError("problem-yaml", `${path} is not valid YAML: ${read.fault}.`, "Mend that line and start again.");
  }
  const parsed = TaskFile.safeParse(read.value);
  if (parsed.success) return storableTask(parsed.data, path);
  const said = describeTaskIssues(parsed.error.issues, read.value, Object.keys(TaskFile.shape));
  throw new UserError("problem-format", `${path}: ${said}`, "docs/problems.md names every key that it may have.");
}

/** A problem is kept in the database, whole. */
function storableTask(task: TaskFile, path: string): TaskFile {
  const found = findUnstorable(task);
  if (found === null) return task;
  const message = `${path}: ${found.join(".")} holds a NUL or half a character, which can't be stored.`;
  throw new UserError("problem-format", message, "Write it without; such characters can't be seen in most editors.");
}
