import type { z } from "zod";
import { meantIssues } from "./meant-issues.ts";

/** What is wrong with a `task.yml`, in half a sentence that names the key. `keys`: those of its first level. */
export function describeTaskIssue(raised: z.core.$ZodIssue, task: unknown, keys: readonly string[]): string {
  const [list] = raised.path;
  if ((list === "tests" || list === "benchmarks") && raised.path.length > 1) return describeCase(raised.path, task);
  const [issue = raised] = meantIssues(raised);
  const at = issue.path.join(".").slice(0, 100);
  if (issue.code !== "unrecognized_keys") return `${at || "the file"}: ${issue.message}`;
  const unknown = issue.keys.slice(0, 5).map((key) => `"${key.slice(0, 60)}"`);
  const known = at === "" ? `; it knows ${keys.join(", ")}` : "";
  return `unknown key ${unknown.join(", ")}${at && ` in ${at}`}${known}`;
}

function describeCase(path: readonly PropertyKey[], task: unknown): string {
  const [list, index, key] = path;
  const value = valueAt(task, path.slice(0, 3));
  const at = `${String(list)}.${String(index)}`;
  if (key === undefined) return `${at} has no values: a case is a map such as { m: 128, n: 256 }`;
  const name = `"${String(key).slice(0, 60)}"`;
  if (value === null) return `${at} has no value for ${name}`;
  return `${at} has a value for ${name} that is none of a number, a text, True, False and a list of numbers`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
}
