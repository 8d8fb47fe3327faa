import { archiveSeason } from "../../rounds/archive/archive-season.ts";
import type { Game } from "../../rounds/game.ts";
import { playedRounds } from "../../rounds/memory/played-rounds.ts";
import { scoreboard } from "../../rounds/memory/scoreboard.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import type { Attachment } from "../command.ts";
import { archiveFiles } from "./archive-files.ts";

export interface ExportWish {
  readonly season: string;
  /** Null: the whole season. */
  readonly round: number | null;
  /** With sharks' names and private measurements, for whoever runs the installation. */
  readonly private: boolean;
}

/** A season's or a round's pages and JSON, with whether the season is in it to the end. */
export async function exportFiles(
  game: Game,
  wish: ExportWish,
): Promise<{ readonly files: readonly Attachment[]; readonly complete: boolean }> {
  const { db } = game.database;
  const { id, settings } = await getSeason(db, wish.season);
  const archive = await archiveSeason(game, wish);
  const board = scoreboard(settings, await playedRounds(db, id));
  return { files: archiveFiles(archive, board, wish.round), complete: archive.complete };
}
