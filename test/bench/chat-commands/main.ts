import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openDatabase } from "../../../src/rounds/store/open-database.ts";
import { commandAt, type Load, loadedSeason, loadOptions, loadSeason, quantiles, readLoad } from "../loaded-season.ts";
import type { BenchChat } from "./chat.ts";
import { onDiscord } from "./on-discord.ts";
import { onSlack } from "./on-slack.ts";

const program = fileURLToPath(new URL("bot.ts", import.meta.url));

/** `npm run bench -- chat-commands`: R9 over each chat's wire, with the bot as a process of its own. */
export async function benchChatCommands(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: loadOptions });
  const load = readLoad(values);
  const rows: Record<string, object> = {};
  for (const [name, open] of [
    ["Slack", onSlack],
    ["Discord", onDiscord],
  ] as const) {
    await using chat = await open(load.commands);
    for (const [when, times] of await measure(chat, load)) rows[`${name}, ${when}`] = quantiles(times);
  }
  console.log(
    `${load.commands} commands at once with ${load.runs} queued runs and ${load.ballots} ballots; ms until answered`,
  );
  console.table(rows);
}

async function measure(chat: BenchChat, load: Load): Promise<readonly (readonly [string, readonly number[]])[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), "tank-bench-"));
  await prepare(dataFolder, load);
  const plan = JSON.stringify({ dataFolder, season: loadedSeason, ...chat.settings });
  const bot = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, plan], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const ended = once(bot, "close");
  await chat.listened();
  const first = ["by people who were never here", await atOnce(chat, load)] as const;
  const again = ["by people who are known", await atOnce(chat, load)] as const;
  bot.stdin.end();
  await ended;
  rmSync(dataFolder, { recursive: true });
  return [first, again];
}

async function prepare(dataFolder: string, load: Load): Promise<void> {
  const rethrow = (error: Error): never => {
    throw error;
  };
  await using database = await openDatabase({ databaseUrl: undefined, dataFolder }, { onError: rethrow });
  await loadSeason(database, load);
}

async function atOnce(chat: BenchChat, { commands }: Load): Promise<readonly number[]> {
  return Promise.all(
    Array.from({ length: commands }, async (_, person) => {
      const startedAt = performance.now();
      await chat.type(person, commandAt(person));
      return performance.now() - startedAt;
    }),
  );
}
