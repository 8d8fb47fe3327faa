import type { CandidateFiles } from "../candidate.ts";
import type { CodeTouches, Touch } from "../code/touches/touch.ts";
import type { Knob } from "../knobs/knobs.ts";
import type { SourcePolicy } from "../season.ts";

/** What may be shown of a kernel's code; docs/source.md has the whole table. */
export type ShownSource =
  | { readonly shown: "diff"; readonly baseline: CandidateFiles; readonly candidate: CandidateFiles }
  /** Where it lies instead of what it says. `origin` null: it came from no repository and no named file. */
  | {
      readonly shown: "link";
      readonly sha256: string;
      readonly files: readonly SourceFile[];
      readonly origin: string | null;
    }
  | { readonly shown: "none"; readonly sha256: string; readonly names: readonly string[] };

export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
}

export interface HeldSource {
  readonly sha256: string;
  readonly files: CandidateFiles;
  /** What it is compared with. */
  readonly baseline: CandidateFiles;
  readonly origin: string | null;
}

/** The one place where a season's policy decides what of a kernel leaves the core: views hold this and no code. */
export function shownSource(policy: SourcePolicy, { sha256, files, baseline, origin }: HeldSource): ShownSource {
  switch (policy) {
    case "diff":
      return { shown: "diff", baseline, candidate: files };
    case "link": {
      const sized = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) }));
      return { shown: "link", sha256, files: sized, origin };
    }
    case "none":
      return { shown: "none", sha256, names: Object.keys(files) };
  }
}

/** A line that touches something: with `link` without its text, with `none` without the name found in it either. */
export interface ShownTouch extends Omit<Touch, "name" | "code"> {
  readonly name: string | null;
  readonly code: string | null;
}

export interface ShownTouches extends Omit<CodeTouches, "touches"> {
  readonly touches: readonly ShownTouch[];
}

export function shownTouches(policy: SourcePolicy, found: CodeTouches): ShownTouches {
  if (policy === "diff") return found;
  const touches = found.touches.map((touch) => ({ ...touch, name: policy === "none" ? null : touch.name, code: null }));
  return { ...found, touches };
}

/** Knobs are lines of the source that its author marked for players; with `none` not even those are shown. */
export function shownKnobs(policy: SourcePolicy, knobs: readonly Knob[]): readonly Knob[] {
  return policy === "none" ? [] : knobs;
}

/** Where code came from, as a pitch keeps it: the address in a repository is a link to the code, a file's name is none. */
export function shownOrigin(
  policy: SourcePolicy,
  from: { readonly attached: readonly string[]; readonly address: string | null; readonly fetched: readonly string[] },
): string | null {
  const rest = policy === "none" ? from.fetched : from.address === null ? [] : [from.address];
  const origins = [...from.attached, ...rest];
  return origins.length > 0 ? origins.join(", ").slice(0, 400).toWellFormed() : null;
}

/** Whether an archive holds code: `link` leaves it to the operator's own copy. */
export function archivesSource(policy: SourcePolicy, isPrivate: boolean): boolean {
  return policy === "diff" || (policy === "link" && isPrivate);
}
