import { aboutFile, type CandidateFiles, printable, readCandidate, requirePlainName } from "../../rounds/candidate.ts";
import { patchedFiles } from "../../rounds/code/apply-patch.ts";
import { zipFiles } from "../../rounds/code/zip-files.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";

/**
 * A candidate's files, however they came: one by one, as a zip, or as a patch of the baseline. A lone file takes the
 * name of a lone baseline file.
 */
export function givenFiles(attached: readonly Attachment[], baseline: CandidateFiles): CandidateFiles {
  const plain: Record<string, Uint8Array> = {};
  const patched: Record<string, string> = {};
  for (const { name, bytes } of attached) {
    if (/\.(patch|diff)$/i.test(name)) {
      const [text = ""] = Object.values(readCandidate({ [name]: bytes }));
      for (const [file, code] of Object.entries(patchedFiles(name, text, { ...baseline, ...patched }))) {
        patched[file] = code;
      }
      continue;
    }
    const found = isZip(name, bytes) ? zipFiles(printable(name), bytes) : { [name]: bytes };
    for (const [file, content] of Object.entries(found)) {
      requirePlainName(file);
      if (Object.hasOwn(plain, file)) throw fileTwice(file);
      plain[file] = content;
    }
  }
  const names = Object.keys(baseline);
  const files = Object.keys(plain).length === 0 ? {} : renamed(readCandidate(plain), names);
  const both = Object.keys(files).find((file) => Object.hasOwn(patched, file));
  if (both !== undefined) throw fileTwice(both);
  return { ...files, ...patched };
}

function isZip(name: string, bytes: Uint8Array): boolean {
  return /\.zip$/i.test(name) || (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4);
}

function fileTwice(file: string): UserError {
  return new UserError(
    "file-twice",
    `${printable(file)} is given twice.`,
    "Give each file of the kernel once.",
    aboutFile,
  );
}

/** A file of another name may come beside one that the baseline has: that one imports it. */
function renamed(given: CandidateFiles, names: readonly string[]): CandidateFiles {
  const [only, ...others] = Object.entries(given);
  const [name] = names;
  if (only === undefined || name === undefined) return given;
  if (others.length === 0 && names.length === 1) return { [name]: only[1] };
  if (Object.keys(given).some((file) => names.includes(file))) return given;
  throw new UserError(
    "file-unknown",
    `The baseline has no file ${only[0]}.`,
    `Its files are ${names.join(", ")}: name yours like the one that it replaces; what that one imports may come beside it.`,
    aboutFile,
  );
}
