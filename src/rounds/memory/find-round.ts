import type { Db } from "../store/database.ts";
import { findOpenRound, roundsOf } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { type RoundView, roundView } from "./round-view.ts";

/** The open round, or else the last one; null before the first. */
export async function latestRound(db: Db, season: string): Promise<RoundView | null> {
  const { id } = await getSeason(db, season);
  const row = (await findOpenRound(db, id)) ?? (await roundsOf(db, id)).at(-1);
  return row ? roundView(db, row.id) : null;
}

/** @throws UserError before a season's first round. */
export async function getLatestRound(db: Db, season: string): Promise<RoundView> {
  const view = await latestRound(db, season);
  if (view) return view;
  throw new UserError("no-round", "This season has no round yet.", "A host opens one with /tank open.");
}
