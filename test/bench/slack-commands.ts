import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { commandAt, type Load, loadedSeason, loadOptions, loadSeason, quantiles, readLoad } from "./loaded-season.ts";

const longestMs = 120_000;
const program = fileURLToPath(new URL("slack-commands-bot.ts", import.meta.url));

/** `npm run bench -- slack-commands`: R9 over Socket Mode, from a person's Enter to the answer on their screen. */
export async function benchSlackCommands(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: loadOptions,
  });
  const load = readLoad(values);
  const dataFolder = mkdtempSync(join(tmpdir(), "tank-bench-"));
  await prepare(dataFolder, load);
  await using slack = await startFakeSlack({ ackWithinMs: longestMs });
  const channel = slack.addChannel({ name: "kernels" });
  const people = Array.from({ length: load.commands }, (_, index) => slack.addUser({ name: `shark-${index}` }));
  const { botToken, appToken, apiUrl } = slack;
  const plan = { dataFolder, season: loadedSeason, channel: channel.id, botToken, appToken, apiUrl };
  const words = ["--disable-warning=ExperimentalWarning", program, JSON.stringify(plan)];
  const bot = spawn(process.execPath, words, { stdio: ["pipe", "ignore", "inherit"] });
  const ended = once(bot, "close");
  await slack.until(() => slack.openSockets() === 1, longestMs);
  const rows: Record<string, object> = {};
  rows["at their first word"] = await measure(slack, channel, people);
  rows["once they are known"] = await measure(slack, channel, people);
  bot.stdin.end();
  await ended;
  rmSync(dataFolder, { recursive: true });
  console.log(
    `${load.commands} slash commands at once with ${load.runs} queued runs and ${load.ballots} ballots; ms until answered`,
  );
  console.table(rows);
}

async function prepare(dataFolder: string, load: Load): Promise<void> {
  const rethrow = (error: Error): never => {
    throw error;
  };
  await using database = await openDatabase({ databaseUrl: undefined, dataFolder }, { onError: rethrow });
  await loadSeason(database, load);
}

async function measure(slack: FakeSlack, channel: { readonly id: string }, people: readonly { readonly id: string }[]) {
  const times = await Promise.all(
    people.map(async (user, index) => {
      const before = slack.ephemerals(user).length;
      const [command = "", ...words] = commandAt(index).split(" ");
      const startedAt = performance.now();
      await slack.slash({ user, channel, command, text: words.join(" ") });
      await slack.until(() => slack.ephemerals(user).length > before, longestMs);
      return performance.now() - startedAt;
    }),
  );
  return quantiles(times);
}
