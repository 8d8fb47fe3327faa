import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { configPath, problemFolder } from "../../src/bot/cli/paths.ts";
import { readConfig } from "../../src/bot/read-config.ts";
import type { Game } from "../../src/rounds/game.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { Season } from "../../src/rounds/season.ts";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { votingRound } from "./voting-round.ts";

const longestMs = 120_000;
const season = "founding-replay";
const program = fileURLToPath(new URL("slack-commands-bot.ts", import.meta.url));

/** `npm run bench -- slack-commands`: R9 over Socket Mode, from a person's Enter to the answer on their screen. */
export async function benchSlackCommands(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      commands: { type: "string", default: "200" },
      runs: { type: "string", default: "1000" },
      ballots: { type: "string", default: "10000" },
    },
  });
  const load = { commands: Number(values.commands), runs: Number(values.runs), ballots: Number(values.ballots) };
  const dataFolder = mkdtempSync(join(tmpdir(), "tank-bench-"));
  await prepare(dataFolder, load);
  await using slack = await startFakeSlack({ ackWithinMs: longestMs });
  const channel = slack.addChannel({ name: "kernels" });
  const people = Array.from({ length: load.commands }, (_, index) => slack.addUser({ name: `shark-${index}` }));
  const { botToken, appToken, apiUrl } = slack;
  const plan = { dataFolder, season, channel: channel.id, botToken, appToken, apiUrl };
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

async function prepare(dataFolder: string, load: { readonly runs: number; readonly ballots: number }): Promise<void> {
  const rethrow = (error: Error): never => {
    throw error;
  };
  await using database = await openDatabase({ databaseUrl: undefined, dataFolder }, { onError: rethrow });
  const game: Game = { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
  const settings = readConfig(configPath("seasons", `${season}.yml`), Season);
  const { name, title, sha256, labels, bundle, limits, baseline } = await readProblem(problemFolder(settings.problem));
  const definition = { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  await startSeason(game, { settings, problem: definition, baseline });
  await votingRound(game, settings.name, load);
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
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) };
}

/** Votes, mostly, and the questions that people ask while a vote is on. */
function commandAt(index: number): string {
  const kinds = [
    "/vote A p=70",
    "/vote none A=10",
    "/vote A p=20",
    "/tank status",
    "/tank scoreboard",
    "/pitch list",
    "/tank kernel",
  ];
  return kinds[index % kinds.length] ?? "/tank status";
}
