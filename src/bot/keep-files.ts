import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../rounds/user-error.ts";
import type { Attachment } from "./command.ts";

/** What a file of an answer may be called: plain names, in at most two folders. */
const safeName = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\/){0,2}[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

const mostNumbers = 1000;

/** Where the files of answers lie in a data folder. */
export function filesFolder(dataFolder: string): string {
  return join(dataFolder, "files");
}

/**
 * Writes the files of an answer into a folder and returns their paths. Nothing is overwritten: what is there with the
 * same bytes is named again, and beside anything else the new file, or its own folder, gets a number.
 * @throws UserError where the folder can't be written.
 */
export function keepFiles(folder: string, files: readonly Attachment[]): readonly string[] {
  const odd = files.find(({ name }) => !safeName.test(name));
  if (odd) throw new Error(`an answer's file can't be called "${odd.name}"`);
  const groups = Map.groupBy(files, ({ name }) => name.split("/")[0] ?? name);
  return [...groups].flatMap(([top, group]) => keepGroup(folder, top, group));
}

/**
 * Writes files into a folder that a person named, under their own names.
 * @throws UserError where another file of such a name lies there, unless it may be overwritten.
 */
export function keepFilesAt(folder: string, files: readonly Attachment[], overwrite: boolean): readonly string[] {
  const placed = files.map(({ name, bytes }) => ({ path: join(folder, name), bytes }));
  const taken = overwrite ? undefined : placed.find(({ path, bytes }) => !isFree(path, bytes));
  if (taken) {
    throw new UserError(
      "file-exists",
      `${taken.path} is there already, and it differs.`,
      "Name another folder, or replace what is there with --overwrite.",
    );
  }
  for (const { path, bytes } of placed) write(path, bytes);
  return placed.map(({ path }) => path);
}

function keepGroup(folder: string, top: string, files: readonly Attachment[]): readonly string[] {
  for (let number = 1; number <= mostNumbers; number++) {
    const placed = files.map(({ name, bytes }) => ({
      path: join(folder, `${numbered(top, number)}${name.slice(top.length)}`),
      bytes,
    }));
    if (!placed.every(({ path, bytes }) => isFree(path, bytes))) continue;
    for (const { path, bytes } of placed) write(path, bytes);
    return placed.map(({ path }) => path);
  }
  throw new UserError(
    "too-many-files",
    `${folder} holds ${mostNumbers} files called ${top} already.`,
    "Tidy it up, or name another folder with --out DIR.",
  );
}

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const [, stem = name, ending = ""] = /^(.+?)(\.[A-Za-z0-9]+)?$/.exec(name) ?? [];
  return `${stem}-${number}${ending}`;
}

/** True where nothing lies, or these very bytes. */
function isFree(path: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EISDIR") return false;
    if (code === "ENOENT") return true;
    throw unwritable(path, error);
  }
}

function write(path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  return new UserError(
    "files-unwritable",
    `${path} can't be written (${error.message}).`,
    "Make room there, or name another folder with --out DIR.",
    { cause: error },
  );
}
