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
  /** With sharks' names, private measurements and code that is shown by its address, for whoever runs the installation. */
  readonly private: boolean;
}

/** A season's or a round's pages and JSON, with whether the season is in it to the end, and with its code. */
export async function exportFiles(
  game: Game,
  wish: ExportWish,
): Promise<{ readonly files: readonly Attachment[]; readonly complete: boolean; readonly hasCode: boolean }> {
  const { db } = game.database;
  const { id, settings } = await getSeason(db, wish.season);
  const archive = await archiveSeason(game, wish);
  const board = scoreboard(settings, await playedRounds(db, id));
  const { complete, code } = archive;
  return { files: archiveFiles(archive, board, wish.round), complete, hasCode: code === undefined };
}
