import type { z } from "zod";
import { isJson } from "../json.ts";

type Issue = z.core.$ZodIssue;

/** Says what a schema found in Slack's own form: "no more than 25 items allowed [json-pointer:/blocks/1/elements]". */
export function describeIssue(issue: Issue, root: string): string {
  const path = issue.path.map(String);
  const isMissing = issue.code === "invalid_type" && issue.input === undefined;
  if (isMissing) return `missing required field: ${path.at(-1)} [json-pointer:${pointer(root, path.slice(0, -1))}]`;
  return `${ruleOf(issue)} [json-pointer:${pointer(root, path)}]`;
}

const pointer = (root: string, path: readonly string[]) => [root, ...path].join("/");

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "unrecognized_keys":
      return `no additional properties allowed: ${issue.keys.join(", ")}`;
    case "invalid_type":
      return `must provide ${article(issue.expected)}`;
    case "invalid_value":
      return `must be one of: ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return `unsupported type: ${isJson(issue.input) ? String(issue.input["type"]) : String(issue.input)}`;
    default:
      return issue.message;
  }
}

function tooBig(origin: string, maximum: number): string {
  if (origin === "string") return `must be less than ${maximum + 1} characters`;
  if (origin === "array") return `no more than ${maximum} items allowed`;
  return `must be at most ${maximum}`;
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === "string") return `must be more than ${minimum - 1} characters`;
  if (origin === "array") return `must contain at least ${minimum} items`;
  return `must be at least ${minimum}`;
}

const article = (noun: string) => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
