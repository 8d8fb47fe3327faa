import { checkArchive } from "../rounds/archive/check-archive.ts";
import { importSeason, seasonExists } from "../rounds/archive/import-season.ts";
import { Scorecard, seasonOf } from "../rounds/archive/scorecard.ts";
import type { Game } from "../rounds/game.ts";
import { startSeason } from "../rounds/play/start-season.ts";
import { Season } from "../rounds/season.ts";
import { findSeason } from "../rounds/store/seasons.ts";
import { UserError } from "../rounds/user-error.ts";
import { readYaml } from "../runner/problem/read-yaml.ts";
import { checkConfig, readTextFile } from "./read-config.ts";
import { readProblemNow } from "./season-file.ts";

export interface ImportedFile {
  readonly season: string;
  readonly kind: "archive" | "scorecard";
  readonly rounds: number;
  /** The round that was open when it was exported, and is cancelled now. */
  readonly cancelled: number | null;
}

/**
 * Reads a season's archive, or the scorecard of one that was played by hand, into the database.
 * @throws UserError for a file that is neither, and for a name that a season has already.
 */
export async function importFile(
  game: Game,
  { path, name }: { readonly path: string; readonly name?: string | undefined },
): Promise<ImportedFile> {
  if (name !== undefined && !Season.shape.name.safeParse(name).success) {
    throw new UserError(
      "season-name",
      `"${name.slice(0, 60)}" can't name a season.`,
      "Use lower case, digits and single dashes.",
    );
  }
  const unreadable = { code: "import-unreadable", hint: "Name a season.json or a scorecard." };
  const read = parse(readTextFile(path, unreadable), path);
  const isScorecard = typeof read === "object" && read !== null && "scorecard" in read;
  if (isScorecard) return importScorecard(game, checkConfig(path, read, Scorecard), name);
  const imported = await importSeason(game, { archive: checkArchive(read), name });
  return { season: imported.name, kind: "archive", rounds: imported.rounds, cancelled: imported.cancelled };
}

async function importScorecard(game: Game, scorecard: Scorecard, name: string | undefined): Promise<ImportedFile> {
  const season = name ?? scorecard.season;
  if (await findSeason(game.database.db, season)) throw seasonExists(season);
  const { problem, baseline } = await readProblemNow(scorecard);
  await startSeason(game, { settings: seasonOf({ ...scorecard, season }), problem, baseline });
  return { season, kind: "scorecard", rounds: scorecard.rounds.length, cancelled: null };
}

/** JSON where it looks so, else YAML, in which scorecards are easier to write by hand. */
function parse(text: string, path: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new UserError(
        "import-syntax",
        `${path} is no valid JSON: ${error.message}.`,
        "Mend that place, or export it again.",
      );
    }
  }
  const read = readYaml(text);
  if ("value" in read) return read.value;
  throw new UserError("import-syntax", `${path} is no valid YAML: ${read.fault}.`, "Mend that line.");
}
