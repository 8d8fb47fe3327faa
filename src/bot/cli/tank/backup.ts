import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { recoverRuns } from "../../../rounds/play/runs/recover-runs.ts";
import { backup, restore } from "../../../rounds/store/backup.ts";
import type { Database } from "../../../rounds/store/database.ts";
import { UserError } from "../../../rounds/user-error.ts";

/** Writes a packed backup beside its place and moves it there when it is whole; an old one stays until then. */
export async function writeBackup(database: Database, path: string): Promise<number> {
  const partial = `${path}.partial`;
  const gzip = createGzip();
  const file = gzip.pipe(createWriteStream(partial, { mode: 0o600 }));
  const whole = finished(file);
  // Heard once below; a full disk must not end the process before.
  whole.catch(() => undefined);
  try {
    const rows = await backup(database, async (line) => {
      if (file.errored) throw file.errored;
      if (!gzip.write(`${line}\n`)) await Promise.race([new Promise((resolve) => gzip.once("drain", resolve)), whole]);
    });
    gzip.end();
    await whole;
    await rename(partial, path);
    return rows;
  } catch (error) {
    await rm(partial, { force: true });
    if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
    throw new UserError("backup-unwritable", `${path} can't be written (${error.message}).`, "Choose another place.", {
      cause: error,
    });
  }
}

/** Fills an empty database from a file that `writeBackup` wrote, or leaves it empty. */
export async function readBackup(database: Database, path: string): Promise<number> {
  try {
    const rows = await restore(database, unpackedLines(path));
    // A backup holds no queue. On PostgreSQL nobody would miss these runs' jobs: only the dead are looked for there.
    if (database.kind === "postgres") await recoverRuns({ database, clock: { now: () => new Date() }, secretSeed });
    return rows;
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error && "code" in error)) throw error;
    const why = error.code === "ENOENT" ? "does not exist" : `is no backup (${error.message})`;
    throw new UserError("not-a-backup", `${path} ${why}.`, "Name a file that `npm run tank -- backup` wrote.", {
      cause: error,
    });
  }
}

const secretSeed = () => randomBytes(32).toString("hex");

/** Throws what is wrong with the file where it is read, so that a broken one never looks like a short one. */
async function* unpackedLines(path: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  createReadStream(path)
    .on("error", (error) => gunzip.destroy(error))
    .pipe(gunzip);
  let rest = "";
  for await (const text of gunzip.setEncoding("utf8")) {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
