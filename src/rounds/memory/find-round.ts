import type { Db } from "../store/database.ts";
import { latestRoundOf } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { type RoundStanding, type RoundView, roundStanding, roundView } from "./round-view.ts";

/** The open round, or else the last one; null before the first. */
export async function latestRound(db: Db, season: string): Promise<RoundView | null> {
  const { id } = await getSeason(db, season);
  const row = await latestRoundOf(db, id);
  return row && roundView(db, row.id);
}

/** Where the open round stands, or else the last one. */
export async function latestStanding(db: Db, season: string): Promise<RoundStanding | null> {
  const { id, settings } = await getSeason(db, season);
  const row = await latestRoundOf(db, id);
  return row && roundStanding(db, row, settings);
}

/** @throws UserError before a season's first round. */
export async function getLatestRound(db: Db, season: string): Promise<RoundView> {
  return (await latestRound(db, season)) ?? noRound();
}

/** @throws UserError before a season's first round. */
export async function getLatestStanding(db: Db, season: string): Promise<RoundStanding> {
  return (await latestStanding(db, season)) ?? noRound();
}

function noRound(): never {
  throw new UserError("no-round", "This season has no round yet.", "A host opens one with /tank open.");
}
