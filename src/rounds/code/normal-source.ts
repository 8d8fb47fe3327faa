import type { CandidateFiles } from "../candidate.ts";
import { hashFiles } from "../source-hash.ts";
import { commentSign, hasTripleQuotes } from "./language.ts";
import { textLines } from "./text-lines.ts";

/** Lines that look like a comment of Python and are the preprocessor's, such as in a kernel that Python holds as text. */
const directive =
  /^\s*#\s*(?:include|define|undef|pragma|if|ifdef|ifndef|elif|else|endif|error|warning|line|version|extension)\b/;

/**
 * The hash of a set of files without what no compiler sees: line endings, trailing blanks, blank lines and comments
 * that have a line to themselves. Two candidates with the same hash are the same candidate.
 */
export function hashNormalSource(files: CandidateFiles): string {
  return hashFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, normalSource(name, text)])));
}

/** A file of nothing but comments stays as it is: there is nothing in it that a compiler sees to compare. */
export function normalSource(name: string, text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  const texts = hasTripleQuotes(name) ? textLines(lines) : [];
  const trimmed = lines.map((line, index) => (texts[index]?.ends ? line : line.trimEnd()));
  const kept = trimmed.filter((line, index) => {
    if (texts[index]?.begins) return true;
    return line !== "" && !isWholeComment(name, line, trimmed[index - 1] ?? "");
  });
  return kept.length === 0 ? text : `${kept.join("\n")}\n`;
}

/** A backslash at an end joins two lines, so neither of them stands for itself. */
function isWholeComment(name: string, line: string, before: string): boolean {
  const sign = commentSign(name);
  if (sign === null || !line.trimStart().startsWith(sign)) return false;
  return !directive.test(line) && !line.endsWith("\\") && !before.endsWith("\\");
}
