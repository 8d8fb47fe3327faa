import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backupProgram, restoreProgram } from "../../src/bot/cli/tank/backup-programs.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { BotFolder } from "../terminal-chat/bot-process.ts";

let folder: BotFolder;
beforeAll(() => {
  folder = new BotFolder();
});
afterAll(() => folder[Symbol.dispose]());

describe("R28: a backup taken while the bot runs", () => {
  it("restores into a new folder, and passes every invariant", async () => {
    const file = join(folder.path, "backup.gz");
    const bot = folder.start();
    bot.stdin.write('@hanna /tank open title="Backed up"\n');
    for await (const line of createInterface(bot.stdout)) if (line.includes("BACKED UP")) break;
    expect(await backupProgram([file, "--data", folder.data])).toBe(0);
    bot.stdin.end();
    bot.stdout.resume();
    await once(bot, "close");
    const restored = join(folder.path, "restored");
    expect(await restoreProgram([file, "--data", restored])).toBe(0);
    await using database = await openEmbedded(restored, (error) => {
      throw error;
    });
    expect(await brokenInvariants(database.db)).toEqual([]);
    expect(await database.db.selectFrom("round").select("title").execute()).toEqual([{ title: "Backed up" }]);
  });

  it("to a place that can't be written is refused, and nothing is left behind", async () => {
    const file = join(folder.path, "nowhere", "backup.gz");
    await expect(backupProgram([file, "--data", folder.data])).rejects.toMatchObject({ code: "backup-unwritable" });
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  it.each([
    ["not packed", "hello"],
    ["cut off", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1])],
  ])("that is %s is refused, and nothing is stored", async (name, content) => {
    const file = join(folder.path, "broken.gz");
    writeFileSync(file, content);
    const data = join(folder.path, `for-${name.replace(" ", "-")}`);
    await expect(restoreProgram([file, "--data", data])).rejects.toMatchObject({ code: "not-a-backup" });
  });
});
