import type { z } from "zod";
import { nearest } from "../../rounds/nearest.ts";
import { ProblemOverlay } from "../../rounds/problem-overlay.ts";
import { sentence } from "../../rounds/sentence.ts";
import { describeValue } from "./describe-value.ts";
import { meantIssues } from "./meant-issues.ts";

type Issue = z.core.$ZodIssue;

/** More than these nobody mends at once. */
const mostTold = 5;

/**
 * What is wrong with a `task.yml`, a sentence for each fault, which names its key: the mistyped keys first, since what
 * is missing is often one of them. `keys`: those of its first level.
 */
export function describeTaskIssues(raised: readonly Issue[], task: unknown, keys: readonly string[]): string {
  const issues = raised.map((each) => (isOfCase(each) ? each : (meantIssues(each)[0] ?? each)));
  const unknown = issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [];
    return issue.keys.map((key) => describeUnknown(key, issue.path, keys));
  });
  const meant = new Set(unknown.map((each) => each.meant));
  const others = issues
    .filter((issue) => issue.code !== "unrecognized_keys" && !meant.has(placeOf(issue)))
    .map((issue) => (isOfCase(issue) ? describeCase(issue.path, task) : describeIssue(issue, task)));
  const told = [...unknown.map(({ text }) => text), ...others];
  const more = told.length > mostTold ? [`And ${told.length - mostTold} more`] : [];
  return [...told.slice(0, mostTold), ...more].map(sentence).join(" ");
}

function isOfCase({ path }: Issue): boolean {
  return (path[0] === "tests" || path[0] === "benchmarks") && path.length > 1;
}

const placeOf = ({ path }: Pick<Issue, "path">) => path.join(".").slice(0, 100);

function describeUnknown(key: string, path: Issue["path"], keys: readonly string[]) {
  const at = placeOf({ path });
  const known = at === "" ? keys : at === "tank" ? Object.keys(ProblemOverlay.shape) : [];
  const guess = nearest(key, known);
  const name = `unknown key "${key.slice(0, 60)}"${at && ` in ${at}`}`;
  const list = known.length === 0 ? "" : `; it knows ${known.join(", ")}`;
  return {
    text: guess === null ? `${name}${list}` : `${name}: did you mean "${guess}"?`,
    meant: guess === null ? null : `${at}${at && "."}${guess}`,
  };
}

function describeIssue(issue: Issue, task: unknown): string {
  const at = placeOf(issue) || "the file";
  const value = valueAt(task, issue.path);
  const isOwn = !/^Invalid (input|option)/.test(issue.message);
  if (value === undefined && issue.path.length > 0) return `${at} is missing${isOwn ? `: it ${issue.message}` : ""}`;
  if (isOwn) return `${at}: ${issue.message}`;
  return `${at} is ${describeValue(value)}${wantedText(issue)}`;
}

/** What it would have to be, as far as that can be said in a few words. */
function wantedText(issue: Issue): string {
  if (issue.code === "invalid_type") return `; it is ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code !== "invalid_value") return "";
  const values = issue.values.map(String);
  return `; it is ${values.slice(0, -1).join(", ")}${values.length > 1 ? " or " : ""}${values.at(-1)}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "True or False",
  array: "a list",
  object: "a map",
  record: "a map",
};

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
