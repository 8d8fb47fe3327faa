import { latestRoundOf } from "../../rounds/store/rounds.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import type { Tank } from "../commands/run-command.ts";

/** The number of the round that the season is at; null where there is none. */
export async function currentRound({ game, season }: Tank): Promise<number | null> {
  const { db } = game.database;
  return (await latestRoundOf(db, (await getSeason(db, season)).id))?.number ?? null;
}
