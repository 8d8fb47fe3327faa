import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** Of the ways to write a value, the one that was meant: its kind is right, and something in it is not. */
export function meantIssues(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.find(([first]) => first !== undefined && !isOtherKind(first)) ?? [];
  return meant.length === 0
    ? [issue]
    : meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(meantIssues);
}

function isOtherKind({ code, path }: Issue): boolean {
  return code === "invalid_type" && path.length === 0;
}
