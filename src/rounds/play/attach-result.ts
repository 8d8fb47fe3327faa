import type { Game } from "../game.ts";
import type { Db } from "../store/database.ts";
import { insertExternalResult } from "../store/external-results.ts";
import { type PitchRow, pitchesOf } from "../store/pitches.ts";
import { getRoundByNumber, latestRoundOf } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { refuseBanned } from "./ban-person.ts";

export interface AttachResult {
  readonly season: string;
  readonly by: string;
  readonly letter: string;
  /** The round's number; the latest where it is left out. */
  readonly round?: number | undefined;
  readonly text: string;
  readonly link: string;
}

/** Pins a result from elsewhere to a pitch, with its link: shown as not ours, and scored by nobody. */
export async function attachResult(game: Game, wish: AttachResult): Promise<{ readonly round: number }> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await refuseBanned(tx, season.id, wish.by);
    const row =
      wish.round === undefined ? await latestRoundOf(tx, season.id) : await getRoundByNumber(tx, season.id, wish.round);
    if (!row) throw new UserError("no-round", "This season has no round yet.", "A host opens one with /tank open.");
    const pitch = await pitchOf(tx, row.id, row.number, wish.letter);
    const { text, link, by } = wish;
    await insertExternalResult(tx, { pitchId: pitch.id, text, link, by, at: game.clock.now() });
    return { round: row.number };
  });
}

async function pitchOf(db: Db, roundId: number, number: number, letter: string): Promise<PitchRow> {
  const pitches = await pitchesOf(db, roundId);
  const pitch = pitches.find((each) => each.letter === letter);
  if (pitch) return pitch;
  const letters = pitches.map((each) => each.letter).join(", ");
  const known = letters === "" ? "It has none." : `Its pitches are ${letters}.`;
  throw new UserError("unknown-pitch", `There is no pitch ${letter} in round ${number}.`, known);
}
