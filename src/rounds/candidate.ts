import { UserError } from "./user-error.ts";

/** Code as text by file name; what a pitch would run. */
export type CandidateFiles = Readonly<Record<string, string>>;

/** What a refusal of attached code is about. */
export const aboutFile: { readonly about: readonly string[] } = { about: ["file"] };

/** A kernel of 256 KiB is already ten times the largest in the field's public collections. */
export const largestFileBytes = 256 * 1024;
export const largestSetFiles = 32;
/** `__proto__` is no key of an object like any other: a file of that name would be lost on its way. */
const plainName = /^(?!__proto__$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/** Turns an upload's bytes into a candidate's file, or says in one sentence why it can't be one. */
export function readCandidateFile(name: string, bytes: Uint8Array): string {
  requirePlainName(name);
  if (bytes.length === 0) {
    const hint = "Send the kernel's source; `baseline` is a good start.";
    throw new UserError("file-empty", `${name} is empty.`, hint, aboutFile);
  }
  if (bytes.length > largestFileBytes) throw fileTooLarge(name, bytes.length);
  const text = decodeUtf8(bytes);
  if (text === null || text.includes("\0")) {
    throw new UserError(
      "file-binary",
      `${name} is not text in UTF-8.`,
      "Send the kernel's source, not what it compiles to.",
      aboutFile,
    );
  }
  if (text.trim() === "") {
    throw new UserError("file-empty", `${name} holds only blank lines.`, "Send the kernel's source.", aboutFile);
  }
  return text;
}

/** @throws UserError for a name that leads elsewhere, or bites */
export function requirePlainName(name: string): void {
  if (plainName.test(name)) return;
  throw new UserError(
    "file-name",
    `"${printable(name)}" is not a plain file name.`,
    "Send the kernel under a name of letters, digits, dots, dashes and underscores, without a folder.",
    aboutFile,
  );
}

export function fileTooLarge(name: string, bytes: number, most: number = largestFileBytes): UserError {
  const what = most === largestFileBytes ? "a kernel's file" : "a zip";
  return new UserError(
    "file-too-large",
    `${printable(name)} has ${sizeText(bytes)}; ${what} has at most ${sizeText(most)}.`,
    "Send source code only; inputs and tables are made by the kernel itself.",
    aboutFile,
  );
}

/** Checks a whole set of files as `readCandidateFile` checks one. */
export function readCandidate(files: Readonly<Record<string, Uint8Array>>): CandidateFiles {
  const names = Object.keys(files);
  if (names.length === 0) {
    throw new UserError("no-files", "There is no file in this candidate.", "Send at least one.", aboutFile);
  }
  if (names.length > largestSetFiles) {
    throw new UserError(
      "too-many-files",
      `This candidate has ${names.length} files; ${largestSetFiles} are the most.`,
      "Send only what the kernel's build needs.",
      aboutFile,
    );
  }
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, readCandidateFile(name, bytes)]));
}

/** Rounded up, so that a file just over the limit never reads as one that fits. */
function sizeText(bytes: number): string {
  const kib = Math.ceil(bytes / 1024);
  return kib < 1024 ? `${kib} KB` : `${(kib / 1024).toFixed(1)} MB`;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A name that nobody has checked yet, as a sentence can hold it. */
export function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, "?").slice(0, 100);
}
