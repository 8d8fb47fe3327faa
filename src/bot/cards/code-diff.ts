import { createTwoFilesPatch } from "diff";
import type { CandidateFiles } from "../../rounds/candidate.ts";
import { plural } from "./numbers.ts";

/** More than this nobody reads in a chat. */
const shownLines = 60;
const longestLine = 200;

/** What a kernel changes, as a unified diff that a message can hold; null where the two are the same. */
export function diffText(baseline: CandidateFiles, candidate: CandidateFiles): string | null {
  const names = [...new Set([...Object.keys(baseline), ...Object.keys(candidate)])];
  const lines = names.flatMap((name) => fileDiff(name, baseline[name] ?? "", candidate[name] ?? ""));
  if (lines.length === 0) return null;
  const shown = lines.slice(0, shownLines).map((line) => shortened(line));
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `… ${plural(rest, "more line")}`].join("\n") : shown.join("\n");
}

function fileDiff(name: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const made = createTwoFilesPatch(`baseline/${name}`, `pitch/${name}`, before, after, "", "", {
    context: 2,
    stripTrailingCr: true,
    timeout: 500,
  });
  // Two files that have nothing in common can take for ever to compare.
  if (made === undefined) return [`--- baseline/${name}`, `+++ pitch/${name}`, "too different to be shown"];
  const lines = made.trimEnd().split("\n");
  const start = lines.findIndex((line) => line.startsWith("--- "));
  return lines.slice(Math.max(0, start)).map((line) => line.replace(/^((?:---|\+\+\+) .*?)\t*$/, "$1"));
}

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
