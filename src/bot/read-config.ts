import { readFileSync } from "node:fs";
import type { z } from "zod";
import { findUnstorable } from "../rounds/storable.ts";
import { UserError } from "../rounds/user-error.ts";
import { meantIssues } from "../runner/problem/meant-issues.ts";
import { readYaml } from "../runner/problem/read-yaml.ts";

/** A YAML file of ours, checked; all its faults are named at once, by file and key. */
export function readConfig<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> {
  const missing = { code: "config-missing", hint: "Check the name and where you started this from." };
  const read = readYaml(readTextFile(path, missing));
  if ("value" in read) return checkConfig(path, read.value, schema);
  throw new UserError("config-yaml", `${path} is not valid YAML: ${read.fault}.`, "Mend that line.");
}

/** What was read from a file, checked; all its faults are named at once, by key. */
export function checkConfig<Schema extends z.ZodType>(path: string, read: unknown, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(read);
  const faults = parsed.success ? unstorableTexts(parsed.data) : parsed.error.issues.flatMap(faultTexts);
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new UserError(
    "config-invalid",
    `${path} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}: ${faults.join("; ")}.`,
    "Mend these keys and start again.",
  );
}

/** @throws UserError with this code and hint where the file can't be read */
export function readTextFile(path: string, { code, hint }: { readonly code: string; readonly hint: string }): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "does not exist" : "can't be read";
    throw new UserError(code, `${path} ${why}.`, hint, { cause: error });
  }
}

function unstorableTexts(value: unknown): readonly string[] {
  const found = findUnstorable(value);
  return found === null ? [] : [`${keyText(found)}: it holds a NUL or half a character, which can't be stored`];
}

function faultTexts(raised: z.core.$ZodIssue): readonly string[] {
  return meantIssues(raised).flatMap(plainFaultTexts);
}

function plainFaultTexts(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [`${keyText(issue.path)}: ${issue.message}`];
  return issue.keys.map((key) => `${keyText([...issue.path, key])}: there is no such key`);
}

function keyText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the file" : path.map((key) => String(key).slice(0, 60)).join(".");
}
