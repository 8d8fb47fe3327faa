import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Game } from "../rounds/game.ts";
import { nearest } from "../rounds/nearest.ts";
import { startSeason } from "../rounds/play/start-season.ts";
import { Season } from "../rounds/season.ts";
import { findSeason, type SeasonRow } from "../rounds/store/seasons.ts";
import { UserError } from "../rounds/user-error.ts";
import { readProblem } from "../runner/problem.ts";
import { configPath, problemFolder } from "./cli/paths.ts";
import { readConfig } from "./read-config.ts";

/**
 * The season of a name, which is started from config/seasons where the database doesn't have it yet.
 * A path to a season's file names the season that stands in it.
 */
export async function findOrStartSeason(game: Game, nameOrPath: string): Promise<SeasonRow> {
  const isPath = /[/\\]|\.ya?ml$/i.test(nameOrPath);
  const path = isPath ? resolve(nameOrPath) : configPath("seasons", `${nameOrPath}.yml`);
  const { db } = game.database;
  if (!isPath) {
    const known = await findSeason(db, nameOrPath);
    if (known) return known;
    if (!existsSync(path)) throw unknownSeason(nameOrPath);
  }
  const settings = readConfig(path, Season);
  const known = await findSeason(db, settings.name);
  if (known) return known;
  const problem = await readProblem(problemFolder(settings.problem));
  const { name, title, sha256, labels, bundle, limits, baseline } = problem;
  const definition = { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  return startSeason(game, { settings, problem: definition, baseline });
}

function unknownSeason(name: string): UserError {
  const names = readdirSync(configPath("seasons")).flatMap((file) => /^(.*)\.yml$/.exec(file)?.[1] ?? []);
  const guess = nearest(name, names);
  return new UserError(
    "unknown-season",
    `There is no season "${name.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Seasons in config/seasons: ${names.toSorted().join(", ")}.`,
  );
}
