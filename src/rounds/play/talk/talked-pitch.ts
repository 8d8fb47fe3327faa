import type { Tx } from "../../store/database.ts";
import { getPitch, type PitchRow } from "../../store/pitches.ts";
import { getRound, lockRound, type RoundRow } from "../../store/rounds.ts";
import type { SeasonRow } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { findPitch } from "../pitches/find-pitch.ts";

/** A pitch that people still talk about, with its round; null: it is on the bench. */
export interface TalkedPitch {
  readonly pitch: PitchRow;
  readonly row: RoundRow | null;
}

/**
 * The pitch that a person names, with its round, which doesn't move meanwhile.
 * @throws UserError where there is none, and where its round is over.
 */
export async function talkedPitch(tx: Tx, season: SeasonRow, said: string): Promise<TalkedPitch> {
  const { id, roundId } = await findPitch(tx, season.id, said, "last");
  const row = roundId === null ? null : await lockRound(tx, roundId);
  if (row !== null && isOver(row)) throw roundOver(row);
  return { pitch: await getPitch(tx, id), row };
}

/** @throws UserError where a pitch was withdrawn, or its round is over. */
export async function requireTalk(tx: Tx, pitch: PitchRow): Promise<void> {
  if (pitch.state === "withdrawn") {
    throw new UserError(
      "withdrawn",
      `Pitch ${pitch.letter}, ${pitch.content.title}, was withdrawn.`,
      "There is nothing left to say about it; /pitch list shows those that stand.",
    );
  }
  if (pitch.roundId === null) return;
  const row = await getRound(tx, pitch.roundId);
  if (isOver(row)) throw roundOver(row);
}

function isOver({ round }: RoundRow): boolean {
  return round.now.state === "decided" || round.now.state === "cancelled";
}

function roundOver({ number, round }: RoundRow): UserError {
  return new UserError(
    "round-over",
    `Round ${number} is ${round.now.state}, and what was said of its pitches stands as it is.`,
    "Pitches of the next round, and of the bench until then, can be asked about: /pitch list shows them.",
  );
}
