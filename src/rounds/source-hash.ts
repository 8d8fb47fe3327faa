import { createHash } from "node:crypto";

/** The one hash of a set of source files, whichever order they come in: sorted names, every part led by its length. */
export function hashFiles(files: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256");
  for (const [name, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const part of [name, text]) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hash.digest("hex");
}
