import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type CandidateFiles, fileTooLarge, largestFileBytes, readCandidateFile } from "../../rounds/candidate.ts";
import { parseKnobSettings } from "../../rounds/knobs/knob-settings.ts";
import { applyKnobs } from "../../rounds/knobs/knobs.ts";
import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Problem } from "../../runner/problem.ts";
import { givenFiles } from "../commands/given-files.ts";
import { attachFile } from "../terminal/attach-file.ts";

/**
 * Code as a person names it: `baseline`, a shipped candidate, knob settings of `baseline`, `sha:…`, a file in place of
 * its entry file, or a folder of those that it changes and adds.
 * @throws UserError for what is none of these, and for a file that can't be a kernel.
 */
export async function readCode(
  text: string,
  problem: Problem,
  baseline: CandidateFiles,
  findSource: (prefix: string) => Promise<CandidateFiles>,
): Promise<CandidateFiles> {
  if (text.startsWith("sha:")) return findSource(text.slice("sha:".length));
  if (text === "baseline") return problem.baseline;
  const shipped = problem.candidates[text];
  if (shipped) return shipped.kind === "files" ? shipped.files : applyKnobs(baseline, shipped.knobs);
  if (/^[A-Za-z_]\w*=/.test(text)) return applyKnobs(baseline, oneSetting(text));
  if (isFolder(text)) return { ...baseline, ...givenFiles(attachFile(text), baseline) };
  const entry = readCandidateFile(basename(text), readBytes(text, problem));
  return { ...baseline, [problem.bundle.submissionName]: entry };
}

function oneSetting(text: string): Record<string, string> {
  const settings = parseKnobSettings(text);
  const sweep = settings.find(({ values }) => values.length > 1);
  if (sweep)
    throw new UserError("sweep", `${sweep.name} names ${sweep.values.length} values.`, "Measure one at a time.");
  return Object.fromEntries(settings.map(({ name, values }) => [name, values[0] ?? ""]));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function readBytes(path: string, problem: Problem): Uint8Array {
  try {
    const { size } = statSync(path);
    // Refused unread: whoever names a disk image by mistake should not wait for it.
    if (size > largestFileBytes) throw fileTooLarge(basename(path), size);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const names = ["baseline", ...Object.keys(problem.candidates)];
    const guess = nearest(path, names);
    const hint = `Give a file, a knob setting, or one of ${names.join(", ")}.${guess ? ` Did you mean ${guess}?` : ""}`;
    const message = `"${path.slice(0, 200)}" is neither a readable file nor a candidate of ${problem.name}.`;
    throw new UserError("no-such-code", message, hint, { cause: error });
  }
}
