import type { Db } from "../store/database.ts";
import type { PitchRow } from "../store/pitches.ts";
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

/** @throws UserError for a letter that isn't on the table. */
export function pitchByLetter({ pitches, row }: RoundView, letter: string): PitchRow {
  const pitch = pitches.find((each) => each.letter === letter);
  if (pitch) return pitch;
  const letters = pitches.map((each) => each.letter);
  const known = letters.length > 0 ? `On the table: ${letters.join(", ")}.` : "No pitch is on the table yet.";
  throw new UserError("unknown-pitch", `There is no pitch ${letter} in round ${row.number}.`, known);
}
