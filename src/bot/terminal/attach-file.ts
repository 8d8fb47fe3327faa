import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileTooLarge, largestFileBytes, largestSetFiles } from "../../rounds/candidate.ts";
import { largestZipBytes } from "../../rounds/code/zip-files.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";

/**
 * Reads what somebody attaches by its path: a file, or the files of a folder.
 * @throws UserError for what can't be read; a file of the wrong size is refused unread.
 */
export function attachFile(path: string): readonly Attachment[] {
  try {
    const full = resolve(path);
    const found = statSync(full);
    if (found.isDirectory()) return folderFiles(path, full);
    if (!found.isFile()) {
      throw new UserError("file-unreadable", `${path} is not a file.`, "Attach the kernel's source file.");
    }
    return [readSized(basename(path), full, found.size)];
  } catch (error) {
    if (error instanceof UserError) throw error;
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new UserError(
      "file-unreadable",
      `${path} ${isMissing ? "does not exist" : "can't be read"}.`,
      `Paths are seen from ${process.cwd()}.`,
      { cause: error },
    );
  }
}

/** Hidden files are no part of a kernel; a folder inside is refused and never left out silently. */
function folderFiles(path: string, full: string): readonly Attachment[] {
  const entries = readdirSync(full, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  const odd = entries.find((entry) => !entry.isFile());
  if (odd !== undefined) {
    const what = odd.isDirectory() ? "a folder" : "something that is no plain file";
    throw new UserError(
      "folder-nested",
      `${path} holds ${what}, ${odd.name}; a candidate is a set of plain files.`,
      "Put only the kernel's files into a folder of their own, or attach them one by one.",
    );
  }
  if (entries.length === 0) {
    throw new UserError("no-files", `${path} holds no file.`, "Name the folder that holds the kernel's files.");
  }
  if (entries.length > largestSetFiles) {
    const message = `${path} holds ${entries.length} files; ${largestSetFiles} are the most.`;
    throw new UserError("too-many-files", message, "Name a folder that holds only what the kernel's build needs.");
  }
  const names = entries.map(({ name }) => name).toSorted();
  return names.map((name) => readSized(name, join(full, name), statSync(join(full, name)).size));
}

function readSized(name: string, full: string, size: number): Attachment {
  const most = /\.zip$/i.test(name) ? largestZipBytes : largestFileBytes;
  if (size > most) throw fileTooLarge(name, size, most);
  return { name, bytes: readFileSync(full) };
}
