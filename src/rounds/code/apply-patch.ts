import { applyPatch, parsePatch, type StructuredPatch } from "diff";
import { aboutFile, type CandidateFiles } from "../candidate.ts";
import { UserError } from "../user-error.ts";

/**
 * The files that a unified diff changes, changed.
 * @throws UserError for text that is no diff, and for the first hunk that doesn't fit the baseline
 */
export function patchedFiles(name: string, text: string, baseline: CandidateFiles): CandidateFiles {
  const patches = readPatches(name, text);
  const changed: Record<string, string> = {};
  for (const patch of patches) {
    const file = targetOf(name, patch, Object.keys(baseline));
    changed[file] = applyHunks(name, patch, file, changed[file] ?? baseline[file] ?? "");
  }
  return changed;
}

function readPatches(name: string, text: string): readonly StructuredPatch[] {
  const patches = parsed(name, text);
  const odd = patches.find(({ isRename, isCopy, isCreate, isDelete, isBinary, oldFileName, newFileName }) => {
    return isRename || isCopy || isCreate || isDelete || isBinary || [oldFileName, newFileName].includes("/dev/null");
  });
  if (odd !== undefined) {
    const what = plainName(odd.newFileName === "/dev/null" ? odd.oldFileName : odd.newFileName);
    throw new UserError(
      "patch-kind",
      `${name} makes, renames or removes ${what || "a file"}; a patch here changes the baseline's own files.`,
      "Send the kernel's files themselves, or a patch that only changes lines.",
      aboutFile,
    );
  }
  if (patches.some(({ hunks }) => hunks.length > 0)) return patches.filter(({ hunks }) => hunks.length > 0);
  throw unreadable(name, "there is no hunk in it");
}

function parsed(name: string, text: string): readonly StructuredPatch[] {
  try {
    return parsePatch(text);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    // The library quotes the line that it can't read.
    throw unreadable(name, why.replace(/(contained invalid line) .*$/, "$1"), error);
  }
}

function unreadable(name: string, why: string, cause?: unknown): UserError {
  return new UserError(
    "patch-unreadable",
    `${name} can't be read as a patch: ${why.replace(/[.]$/, "").slice(0, 120)}.`,
    "Make it with `git diff` or `diff -u baseline.ts kernel.ts`, or send the whole file.",
    { cause, ...aboutFile },
  );
}

/** A patch of one file fits a baseline of one file, whatever the two are called. */
function targetOf(name: string, { newFileName, oldFileName }: StructuredPatch, known: readonly string[]): string {
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return only;
  const found = [newFileName, oldFileName].map(plainName).find((each) => known.includes(each));
  if (found !== undefined) return found;
  throw new UserError(
    "file-unknown",
    `${name} changes ${plainName(newFileName) || "a file without a name"}, which the baseline doesn't have.`,
    `Its files are ${known.join(", ")}: name the one that the patch changes.`,
    aboutFile,
  );
}

function plainName(name: string | undefined): string {
  return (name ?? "").replace(/^.*[\\/]/, "").slice(0, 100);
}

/** One hunk more at a time, so that the first that doesn't fit is the one that is named. */
function applyHunks(name: string, patch: StructuredPatch, file: string, source: string): string {
  let result = source;
  for (const [index, { oldStart, oldLines }] of patch.hunks.entries()) {
    const tried = applyPatch(source, { ...patch, hunks: patch.hunks.slice(0, index + 1) });
    if (tried === false) {
      const place = `hunk ${index + 1} of ${patch.hunks.length}, at line ${oldStart} (${oldLines} lines)`;
      throw new UserError(
        "patch-failed",
        `${name} doesn't fit ${file}: ${place}, expects other lines than the baseline has there.`,
        "It was made against other code. Make it against the current baseline, or send the whole file.",
        aboutFile,
      );
    }
    result = tried;
  }
  return result;
}
