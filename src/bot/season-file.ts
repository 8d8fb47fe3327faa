import { existsSync, readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import type { CandidateFiles } from "../rounds/candidate.ts";
import type { Game } from "../rounds/game.ts";
import { nearest } from "../rounds/nearest.ts";
import { startSeason } from "../rounds/play/start-season.ts";
import type { ProblemDefinition } from "../rounds/problem-definition.ts";
import { Season } from "../rounds/season.ts";
import { findSeason, type SeasonRow } from "../rounds/store/seasons.ts";
import { UserError } from "../rounds/user-error.ts";
import { readProblem } from "../runner/problem.ts";
import { configPath, problemFolder } from "./cli/paths.ts";
import { givenFiles } from "./commands/given-files.ts";
import { readConfig } from "./read-config.ts";
import { type ProblemSource, problemSource, SeasonProblem } from "./season-problem.ts";
import { attachFile } from "./terminal/attach-file.ts";

/** `config/seasons/<name>.yml`. The first baseline is read once, at the season's start, and kept in the database. */
export const SeasonFile = Season.omit({ overlay: true }).extend({
  problem: SeasonProblem,
  /** A kernel's file, seen from this file's folder; left out, the problem's own baseline. */
  baseline: z.string().min(1).optional(),
});

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
  const { settings, baselinePath } = readSeasonFile(path);
  const known = await findSeason(db, settings.name);
  if (known) return known;
  const { problem, baseline } = await readProblemNow(settings);
  const own = baselinePath === undefined ? baseline : readBaseline(baselinePath, baseline);
  return startSeason(game, { settings, problem, baseline: own });
}

/** A season's file with every path in it made whole. */
export function readSeasonFile(path: string): { readonly settings: Season; readonly baselinePath: string | undefined } {
  const { baseline, problem, ...settings } = readConfig(path, SeasonFile);
  const folder = dirname(path);
  const baselinePath = baseline === undefined ? undefined : resolve(folder, baseline);
  return { settings: { ...settings, ...problemSource(problem, folder) }, baselinePath };
}

/** A kernel from a path, laid over the problem's own as a pitch's is. @throws UserError for what can't be a kernel. */
export function readBaseline(path: string, problemsOwn: CandidateFiles): CandidateFiles {
  return { ...problemsOwn, ...givenFiles(attachFile(path), problemsOwn) };
}

/** A problem as its files read now, in the shape in which a season keeps it. */
export interface ProblemNow {
  readonly problem: ProblemDefinition;
  /** The problem in words; empty where its folder says nothing. */
  readonly description: string;
  readonly baseline: CandidateFiles;
}

export async function readProblemNow({ problem, overlay }: ProblemSource): Promise<ProblemNow> {
  const read = await readProblem(problemFolder(problem), overlay);
  const { name, title, description, sha256, labels, bundle, limits, baseline } = read;
  return {
    problem: { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } },
    description,
    baseline,
  };
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
