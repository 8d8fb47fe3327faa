import { existsSync, readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { type CandidateFiles, readCandidateFile } from "../rounds/candidate.ts";
import type { Game } from "../rounds/game.ts";
import { nearest } from "../rounds/nearest.ts";
import { startSeason } from "../rounds/play/start-season.ts";
import type { ProblemDefinition } from "../rounds/problem-definition.ts";
import { Season } from "../rounds/season.ts";
import { findSeason, type SeasonRow } from "../rounds/store/seasons.ts";
import { UserError } from "../rounds/user-error.ts";
import { readProblem } from "../runner/problem.ts";
import { configPath, problemFolder } from "./cli/paths.ts";
import { readConfig } from "./read-config.ts";
import { attachFile } from "./terminal/attach-file.ts";

/** `config/seasons/<name>.yml`. The first baseline is read once, at the season's start, and kept in the database. */
export const SeasonFile = Season.extend({
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
  const { baseline: baselinePath, ...settings } = readConfig(path, SeasonFile);
  const known = await findSeason(db, settings.name);
  if (known) return known;
  const { problem, baseline } = await readProblemNow(settings.problem);
  // A kernel is compiled under the name that the problem's own has.
  const [submissionName = ""] = Object.keys(baseline);
  const own = baselinePath === undefined ? null : readBaseline(resolve(dirname(path), baselinePath), submissionName);
  return startSeason(game, { settings, problem, baseline: own ?? baseline });
}

/** A kernel's file as the problem compiles it. @throws UserError for one that can't be a kernel. */
export function readBaseline(path: string, submissionName: string): CandidateFiles {
  const { name, bytes } = attachFile(path);
  return { [submissionName]: readCandidateFile(name, bytes) };
}

/** A problem as its files read now, in the shape in which a season keeps it. */
export interface ProblemNow {
  readonly problem: ProblemDefinition;
  readonly baseline: CandidateFiles;
}

export async function readProblemNow(nameOrPath: string): Promise<ProblemNow> {
  const { name, title, sha256, labels, bundle, limits, baseline } = await readProblem(problemFolder(nameOrPath));
  return { problem: { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } }, baseline };
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
