import type { ProblemOverlay } from "../../rounds/problem-overlay.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Files } from "../protocol.ts";
import type { TaskFiles } from "./language.ts";
import type { SourceReader } from "./sources.ts";

/** A candidate that comes with the problem: its own files, or settings of the baseline's knobs. */
export type ShippedCandidate = {
  readonly name: string;
  readonly description: string;
} & (
  | {
      readonly kind: "files";
      readonly files: Files;
      /** Its file or folder, seen from the problem's; null where a map names its files one by one. */
      readonly from: string | null;
    }
  | { readonly kind: "knobs"; readonly knobs: Readonly<Record<string, string>> }
);

export interface FoundBaseline {
  readonly files: Files;
  /** Where it was found, for people. */
  readonly from: string;
}

/**
 * The kernel to beat: the one that is named, else the folder's own submission, else a template that does something.
 * @throws UserError that says what to add where there is none
 */
export async function findBaseline(
  { task, submissionName, taskPath }: TaskFiles,
  named: ProblemOverlay["baseline"],
  read: SourceReader,
): Promise<FoundBaseline> {
  if (named !== undefined) {
    return { files: await read.kernel(named, "the baseline"), from: typeof named === "string" ? named : "its map" };
  }
  if (await read.isFile(submissionName)) {
    return { files: await read.kernel(submissionName, "the baseline"), from: submissionName };
  }
  for (const template of Object.values(task.templates ?? {})) {
    if (!(await read.isFile(template))) continue;
    const files = await read.kernel(template, "a template");
    if (doesSomething(files[submissionName] ?? "")) return { files, from: `the template ${template}` };
  }
  throw new UserError(
    "problem-no-baseline",
    `${taskPath} has no baseline: there is no ${submissionName} beside it, and no template that does anything.`,
    `Put a kernel there as ${submissionName}, or name one in the season's file: problem: { folder: …, baseline: my-kernel }.`,
  );
}

/** A template is mostly an empty function, which would be a baseline that computes nothing. */
function doesSomething(text: string): boolean {
  return /^\s*return\b/m.test(text) && !text.includes("NotImplementedError");
}

/** What a candidate does not bring along is the baseline's, as with a pitch's files. */
export async function readCandidates(
  entries: NonNullable<ProblemOverlay["candidates"]>,
  baseline: Files,
  read: SourceReader,
): Promise<Readonly<Record<string, ShippedCandidate>>> {
  const candidates: Record<string, ShippedCandidate> = {};
  for (const [name, { description, file, files = file, knobs }] of Object.entries(entries)) {
    if (files === undefined) candidates[name] = { name, description, kind: "knobs", knobs: knobs ?? {} };
    else {
      const own = await read.kernel(files, `the candidate "${name}"`);
      const from = typeof files === "string" ? files : null;
      candidates[name] = { name, description, kind: "files", files: { ...baseline, ...own }, from };
    }
  }
  return candidates;
}
