import { z } from "zod";
import { findUnstorable } from "../rounds/storable.ts";
import { UserError } from "../rounds/user-error.ts";
import { CaseSpec } from "./protocol.ts";
import { readYaml } from "./read-yaml.ts";

/** Where the candidate's entry file goes among a problem's files. */
export const submissionMark = "@SUBMISSION@";

const KnobSettings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
const ShippedCandidateEntry = z.union([
  z.strictObject({ description: z.string().min(1), file: z.string().min(1) }),
  z.strictObject({ description: z.string().min(1), knobs: KnobSettings }),
]);

/** Ours, and the only key that GPU MODE's format does not know. */
const TankKey = z.strictObject({
  title: z.string().min(1),
  /** One for each benchmark, in order; left out, they are made of the cases' values. */
  labels: z.array(z.string().min(1).max(40)).optional(),
  /** A result matches within `atol + rtol·|want|`; left out, the reference's own check judges it. */
  tolerance: z.strictObject({ rtol: z.number().nonnegative(), atol: z.number().nonnegative() }).optional(),
  baseline: z.string().min(1),
  candidates: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), ShippedCandidateEntry).default({}),
});

/** A day at most. */
const seconds = z.number().positive().max(86_400).default(180);

/** GPU MODE's `task.yml`, every key that its folders use; a key that nobody knows is a mistyped one. */
export const TaskFile = z.strictObject({
  files: z.array(z.strictObject({ name: z.string().min(1), source: z.string().min(1) })).min(1),
  lang: z.enum(["wasm", "py", "cu"]),
  description: z.string().default(""),
  config: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())])),
  templates: z.record(z.string(), z.string()).optional(),
  tests: z.array(CaseSpec).default([]),
  benchmarks: z.array(CaseSpec).min(1, "needs at least one case to time"),
  test_timeout: seconds,
  benchmark_timeout: seconds,
  ranked_timeout: seconds,
  ranking_by: z.enum(["last", "mean", "geom"]).default("last"),
  seed: z.number().int().optional(),
  multi_gpu: z.boolean().optional(),
  gpus: z.array(z.string()).optional(),
  libraries: z.array(z.string()).optional(),
  tank: TankKey.optional(),
});
export type TaskFile = z.infer<typeof TaskFile>;

/** Reads the text of a `task.yml`; `path` is named in every refusal. Throws UserError. */
export function parseTaskFile(text: string, path: string): TaskFile {
  const read = readYaml(text);
  if ("fault" in read) {
    throw new UserError("problem-yaml", `${path} is not valid YAML: ${read.fault}.`, "Mend that line and start again.");
  }
  const parsed = TaskFile.safeParse(read.value);
  if (parsed.success) return storableTask(parsed.data, path);
  const [first, ...others] = parsed.error.issues;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  const message = `${path}: ${first ? describe(first) : "does not fit the format"}${more}.`;
  throw new UserError("problem-format", message, "docs/protocol.md names every key that a task.yml may have.");
}

/** A problem is kept in the database, whole. */
function storableTask(task: TaskFile, path: string): TaskFile {
  const found = findUnstorable(task);
  if (found === null) return task;
  const message = `${path}: ${found.join(".")} holds a NUL or half a character, which can't be stored.`;
  throw new UserError("problem-format", message, "Write it without; such characters can't be seen in most editors.");
}

function describe(issue: z.core.$ZodIssue): string {
  const at = issue.path.join(".").slice(0, 100);
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.slice(0, 5).map((key) => `"${key.slice(0, 60)}"`);
    return `unknown key ${keys.join(", ")}${at && ` in ${at}`}`;
  }
  return `${at || "the file"}: ${issue.message}`;
}
