import { crc32 } from "node:zlib";
import { type UnzipFileInfo, unzipSync } from "fflate";
import { aboutFile, fileTooLarge, largestFileBytes, largestSetFiles, requirePlainName } from "../candidate.ts";
import { UserError } from "../user-error.ts";
import { zipChecksums } from "./zip-checksums.ts";

/** The files of a kernel compress to a tenth; what is larger holds something else. */
export const largestZipBytes = 2 * 1024 * 1024;

/** What archives of people's computers hold beside what was meant. */
const leftovers = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\.git\/)|\/$/;

/**
 * The files of a zip by their plain names; folders around them are left out where no two files would get one name.
 * Sizes and names are read from the archive's own list before anything is inflated.
 */
export function zipFiles(name: string, bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const paths: string[] = [];
  const found = inflate(name, bytes, (entry) => {
    if (leftovers.test(entry.name)) return false;
    refuseEntry(name, entry);
    paths.push(entry.name);
    if (paths.length <= largestSetFiles) return true;
    const message = `${name} holds more than ${largestSetFiles} files.`;
    throw new UserError("too-many-files", message, "Put only what the kernel's build needs into it.", aboutFile);
  });
  if (paths.length === 0) {
    throw new UserError("no-files", `${name} holds no file.`, "Put the kernel's files into it.", aboutFile);
  }
  return flattened(name, found);
}

function inflate(
  name: string,
  bytes: Uint8Array,
  filter: (entry: UnzipFileInfo) => boolean,
): Readonly<Record<string, Uint8Array>> {
  try {
    const checksums = zipChecksums(bytes);
    const expected = new Map<string, number | undefined>();
    let seen = 0;
    const found = unzipSync(bytes, {
      filter: (entry) => {
        expected.set(entry.name, checksums[seen++]);
        return filter(entry);
      },
    });
    const damaged = Object.entries(found).find(([path, content]) => crc32(content) !== expected.get(path));
    if (damaged === undefined) return found;
    throw new RangeError(`${damaged[0]} is not what the list says`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const hint = "Make it anew without a password, or send the files themselves.";
    throw new UserError("zip-broken", `${name} can't be read as a zip.`, hint, { cause: error, ...aboutFile });
  }
}

function refuseEntry(name: string, { name: path, originalSize }: UnzipFileInfo): void {
  if (/^[/\\]|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)|\0/.test(path)) {
    const shown = path.replace(/[^\x20-\x7e]/g, "?").slice(0, 100);
    throw new UserError(
      "zip-path",
      `${name} holds the path "${shown}", which leads out of the archive.`,
      "Put plain files into it, without such paths.",
      aboutFile,
    );
  }
  requirePlainName(plainName(path));
  if (originalSize > largestFileBytes) throw fileTooLarge(`${plainName(path)} in ${name}`, originalSize);
}

function flattened(name: string, files: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, Uint8Array>> {
  const plain: Record<string, Uint8Array> = {};
  for (const [path, bytes] of Object.entries(files)) {
    const file = plainName(path);
    if (Object.hasOwn(plain, file)) {
      throw new UserError(
        "zip-twice",
        `${name} holds two files named ${file}, in different folders.`,
        "A candidate's files have no folders: give each a name of its own.",
        aboutFile,
      );
    }
    plain[file] = bytes;
  }
  return plain;
}

function plainName(path: string): string {
  return path.replace(/^.*\//, "");
}
