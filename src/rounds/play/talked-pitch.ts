import type { Tx } from "../store/database.ts";
import { findPitch, lettersIn } from "../store/find-pitch.ts";
import type { PitchRow } from "../store/pitches.ts";
import { findOpenRound, getRound, lockRound, type RoundRow, roundsOf } from "../store/rounds.ts";
import type { SeasonRow } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";

/** A pitch that people still talk about, with its round; null: it is on the bench. */
export interface TalkedPitch {
  readonly pitch: PitchRow;
  readonly row: RoundRow | null;
}

/**
 * The pitch of this letter: of the open round, which doesn't move meanwhile, or else of the bench.
 * @throws UserError where there is none, and where its round is over.
 */
export async function talkedPitch(tx: Tx, season: SeasonRow, letter: string): Promise<TalkedPitch> {
  const seen = await findOpenRound(tx, season.id);
  const open = seen === null ? null : await lockRound(tx, seen.id);
  const row = open === null || isOver(open) ? null : open;
  const seasonId = season.id;
  const inRound = row === null ? null : await findPitch(tx, { seasonId, roundId: row.id }, letter);
  if (inRound !== null) return { pitch: inRound, row };
  const onBench = await findPitch(tx, { seasonId, roundId: null }, letter);
  if (onBench !== null) return { pitch: onBench, row: null };
  const last = (await roundsOf(tx, seasonId)).at(-1);
  if (row === null && last && (await findPitch(tx, { seasonId, roundId: last.id }, letter))) throw roundOver(last);
  throw await unknownPitch(tx, seasonId, row, letter);
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

async function unknownPitch(tx: Tx, seasonId: number, row: RoundRow | null, letter: string): Promise<UserError> {
  const bench = await lettersIn(tx, { seasonId, roundId: null });
  const onBench = bench.length > 0 ? ` On the bench: ${bench.join(", ")}.` : "";
  if (row === null) {
    const message = `There is no pitch ${letter} on the bench, and no round is open.`;
    return new UserError("unknown-pitch", message, `${onBench.trim()} /tank open starts a round.`.trim());
  }
  const letters = await lettersIn(tx, { seasonId, roundId: row.id });
  const known = letters.length > 0 ? `On the table: ${letters.join(", ")}.` : "No pitch is on the table yet.";
  return new UserError("unknown-pitch", `There is no pitch ${letter} in round ${row.number}.`, `${known}${onBench}`);
}
