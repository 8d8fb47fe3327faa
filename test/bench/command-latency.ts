import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import pino from "pino";
import { configPath, problemFolder } from "../../src/bot/cli/paths.ts";
import { runCommand } from "../../src/bot/commands/run-command.ts";
import { readConfig } from "../../src/bot/read-config.ts";
import { readProblemNow } from "../../src/bot/season-file.ts";
import type { Game } from "../../src/rounds/game.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { Season } from "../../src/rounds/season.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { createDatabase, createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";
import { votingRound } from "./voting-round.ts";

const rethrow = (error: Error): never => {
  throw error;
};

/** `npm run bench -- commands`: R9, every command answered within 1 s at p99 under load, on both databases. */
export async function benchCommands(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      commands: { type: "string", default: "200" },
      runs: { type: "string", default: "1000" },
      ballots: { type: "string", default: "10000" },
    },
  });
  const load = { commands: Number(values.commands), runs: Number(values.runs), ballots: Number(values.ballots) };
  const folder = mkdtempSync(join(tmpdir(), "tank-bench-"));
  await using server = await startPostgres();
  await createTemplate(server.url);
  await using shared = await createDatabase(server.url);
  const rows: Record<string, object> = {};
  for (const [name, open] of [
    ["embedded", () => openEmbedded(join(folder, "data"), rethrow)],
    ["PostgreSQL", () => openPostgres(shared.url, { onError: rethrow })],
  ] as const) {
    await using database = await open();
    rows[name] = await measure(database, load);
  }
  rmSync(folder, { recursive: true });
  console.log(
    `${load.commands} commands at once with ${load.runs} queued runs and ${load.ballots} ballots; ms until answered`,
  );
  console.table(rows);
}

async function measure(database: Database, load: { commands: number; runs: number; ballots: number }) {
  const game: Game = { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
  const settings = readConfig(configPath("seasons", "founding-replay.yml"), Season);
  const problem = await readProblem(problemFolder(settings.problem));
  const { name, title, sha256, labels, bundle, limits, baseline } = problem;
  const definition = { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  await startSeason(game, { settings, problem: definition, baseline });
  await votingRound(game, settings.name, load);
  const tank = { game, season: settings.name, log: pino({ level: "silent" }), readProblem: readProblemNow };
  const answers = await Promise.all(
    Array.from({ length: load.commands }, async (_, index) => {
      const text = commandAt(index);
      const startedAt = performance.now();
      const reply = await runCommand(tank, { by: `shark-${index}`, text, files: [], readFile: () => null });
      if (!reply.ok) throw new Error(`${text}: ${reply.error.message}`);
      return { text: text.split(" ").slice(0, 2).join(" "), ms: performance.now() - startedAt };
    }),
  );
  const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const { rows } = await sql<{ n: number }>`select count(*)::int4 as n from ballot`.execute(database.db);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1), "ballots stored": rows[0]?.n };
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
    "/vote",
  ];
  return kinds[index % (kinds.length - 1)] ?? "/tank status";
}
