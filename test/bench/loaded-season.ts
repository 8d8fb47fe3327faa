import { configPath, problemFolder } from "../../src/bot/cli/paths.ts";
import { readConfig } from "../../src/bot/read-config.ts";
import type { Game } from "../../src/rounds/game.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { Season } from "../../src/rounds/season.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { votingRound } from "./voting-round.ts";

/** How much stands in a season before its commands are timed. */
export interface Load {
  readonly commands: number;
  readonly runs: number;
  readonly ballots: number;
}

/** The season that is timed, by its name and its file's. */
export const loadedSeason = "founding-replay";

export const loadOptions = {
  commands: { type: "string", default: "200" },
  runs: { type: "string", default: "1000" },
  ballots: { type: "string", default: "10000" },
} as const;

export function readLoad(values: Readonly<Record<keyof Load, string>>): Load {
  return { commands: Number(values.commands), runs: Number(values.runs), ballots: Number(values.ballots) };
}

/** A season with an open vote, its queue and its ballots in a database. */
export async function loadSeason(database: Database, load: Load): Promise<Game> {
  const game: Game = { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
  const settings = readConfig(configPath("seasons", `${loadedSeason}.yml`), Season);
  const { name, title, sha256, labels, bundle, limits, baseline } = await readProblem(problemFolder(settings.problem));
  const definition = { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  await startSeason(game, { settings, problem: definition, baseline });
  await votingRound(game, settings.name, load);
  return game;
}

/** Votes, mostly, and the questions that people ask while a vote is on. */
export function commandAt(index: number): string {
  return kinds[index % kinds.length] ?? "/tank status";
}

const kinds = [
  "/vote A p=70",
  "/vote none A=10",
  "/vote A p=20",
  "/tank status",
  "/tank scoreboard",
  "/pitch list",
  "/tank kernel",
];

/** Quantiles in ms. */
export function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) };
}
