import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileTooLarge, largestFileBytes } from "../../rounds/candidate.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";

/**
 * Reads a file that somebody attaches by its path.
 * @throws UserError for what can't be read; a file of the wrong size is refused unread.
 */
export function attachFile(path: string): Attachment {
  const name = basename(path);
  try {
    const found = statSync(resolve(path));
    if (!found.isFile()) {
      throw new UserError("file-unreadable", `${path} is not a file.`, "Attach the kernel's source file.");
    }
    if (found.size > largestFileBytes) throw fileTooLarge(name, found.size);
    return { name, bytes: readFileSync(resolve(path)) };
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
