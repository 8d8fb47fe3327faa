import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { holdDataFolder } from "../../src/rounds/store/data-folder.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tank-store-"));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const rethrow = (error: Error): never => {
  throw error;
};

const holderSource = new URL("hold-folder.ts", import.meta.url);

/** Another process that holds the folder until it is killed. */
async function holdElsewhere(folder: string) {
  const child = spawn(process.execPath, [holderSource.pathname, folder], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

describe("R8: a data folder", () => {
  it("refuses a second process with the way out, and is free again after kill -9", async () => {
    const folder = newFolder();
    const holder = await holdElsewhere(folder);
    expect(() => holdDataFolder(folder)).toThrow(
      expect.objectContaining({ code: "data-folder-in-use", hint: expect.stringContaining("--data") }),
    );
    holder.kill("SIGKILL");
    await once(holder, "exit");
    holdDataFolder(folder)[Symbol.dispose]();
  });

  it("that can't be written is refused before anything is stored", () => {
    const readOnly = join(newFolder(), "read-only");
    mkdirSync(readOnly, { mode: 0o500 });
    // Root may write anywhere but into the kernel's own folders.
    const path = process.geteuid?.() === 0 ? "/proc/self" : readOnly;
    expect(() => holdDataFolder(path)).toThrow(expect.objectContaining({ code: "data-folder-unusable" }));
  });

  it("that is a file is refused", () => {
    const path = join(newFolder(), "file");
    writeFileSync(path, "");
    expect(() => holdDataFolder(path)).toThrow(expect.objectContaining({ code: "data-folder-unusable" }));
  });

  it("of a newer version is refused and let go", async () => {
    const folder = newFolder();
    {
      await using database = await openEmbedded(folder, rethrow);
      const row = { name: "999-from-the-future", timestamp: "2030-01-01T00:00:00.000Z" };
      await database.db
        .withTables<{ kysely_migration: typeof row }>()
        .insertInto("kysely_migration")
        .values(row)
        .execute();
    }
    await expect(openEmbedded(folder, rethrow)).rejects.toMatchObject({
      code: "newer-schema",
      message: expect.stringContaining("999-from-the-future"),
    });
    holdDataFolder(folder)[Symbol.dispose]();
  });
});
