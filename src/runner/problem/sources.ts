import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { CodePath } from "../../rounds/problem-overlay.ts";
import { findUnstorable } from "../../rounds/storable.ts";
import { UserError } from "../../rounds/user-error.ts";
import { Files } from "../protocol.ts";

/** A header of 2 MB is already generated; what is larger is no source. */
const largestSourceBytes = 4 * 1024 * 1024;
const largestSetFiles = 32;

/** Reads what a problem is made of. Every path may lead above the folder; `why` says who named it. */
export interface SourceReader {
  readonly file: (path: string, why: string) => Promise<string>;
  readonly isFile: (path: string) => Promise<boolean>;
  /** A kernel: a lone file takes the entry's name, a folder or a map has one of that name. */
  readonly kernel: (path: CodePath, why: string) => Promise<Files>;
}

/** @param taskPath whose names these are, for refusals */
export function sourceReader(folder: string, submissionName: string, taskPath: string): SourceReader {
  const file = (path: string, why: string) => readSource(resolve(folder, path), `${taskPath} names it as ${why}`);
  return {
    file,
    isFile: (path) => isA("isFile", resolve(folder, path)),
    async kernel(path, why) {
      if (typeof path === "string" && !(await isA("isDirectory", resolve(folder, path)))) {
        return { [submissionName]: await file(path, why) };
      }
      const named = typeof path === "string" ? await filesIn(resolve(folder, path), why) : path;
      if (!Object.hasOwn(named, submissionName)) {
        const where = typeof path === "string" ? resolve(folder, path) : `${why} of ${taskPath}`;
        const names = Object.keys(named).slice(0, 8).join(", ") || "nothing";
        const message = `${where} has no ${submissionName}, where a kernel begins; it has ${names}.`;
        throw new UserError("problem-entry-missing", message, `Call the entry file ${submissionName}.`);
      }
      const files: Files = {};
      for (const [name, source] of Object.entries(named)) {
        requirePlainName(name, taskPath);
        files[name] = await file(source, why);
      }
      return files;
    },
  };
}

/** @throws UserError for a name under which a problem's file can't travel */
export function requirePlainName(name: string, taskPath: string): void {
  if (name !== "__proto__" && Files.safeParse({ [name]: "" }).success) return;
  const hint = "Use letters, digits, dots, dashes and underscores; the source may lie in any folder.";
  throw new UserError("problem-format", `${taskPath}: "${name.slice(0, 100)}" is not a plain file name.`, hint);
}

/** Name → path. Hidden files and what Python compiled are no part of a kernel. */
async function filesIn(folder: string, why: string): Promise<Record<string, string>> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith(".") && name !== "__pycache__",
  );
  const odd = entries.find((entry) => !entry.isFile());
  if (odd !== undefined || entries.length > largestSetFiles) {
    const what = odd === undefined ? `${entries.length} files` : `${odd.name}, which is no plain file`;
    const message = `${folder.slice(0, 300)} holds ${what}; it is named as ${why}.`;
    const hint = `Name a folder with the kernel's own files, ${largestSetFiles} at most and none in a folder of its own.`;
    throw new UserError("problem-source-folder", message, hint);
  }
  return Object.fromEntries(entries.map(({ name }) => [name, join(folder, name)]));
}

async function readSource(path: string, why: string): Promise<string> {
  const shown = path.slice(0, 300);
  try {
    const { size } = await stat(path);
    if (size > largestSourceBytes) {
      const message = `${shown} has ${Math.ceil(size / 2 ** 20)} MB; ${why}.`;
      throw new UserError(
        "problem-source-large",
        message,
        "A source has 4 MB at most; inputs are made by the reference.",
      );
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    if (findUnstorable(text) === null) return text;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (!(cause instanceof TypeError)) throw unreadable(path, shown, why, cause);
  }
  throw new UserError(
    "problem-format",
    `${shown} is no plain text; ${why}.`,
    "Name the source, not what was built of it.",
  );
}

function unreadable(path: string, shown: string, why: string, cause: unknown): UserError {
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  if (code === "EISDIR") {
    const hint = `Name a file in it, such as ${basename(path)}/main.py.`;
    return new UserError("problem-source-missing", `${shown} is a folder, not a file; ${why}.`, hint, { cause });
  }
  const what = code === "ENOENT" ? "does not exist" : `can't be read${code === null ? "" : ` (${String(code)})`}`;
  return new UserError("problem-source-missing", `${shown} ${what}; ${why}.`, "Add the file, or mend its name.", {
    cause,
  });
}

async function isA(kind: "isFile" | "isDirectory", path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found[kind](),
    () => false,
  );
}
