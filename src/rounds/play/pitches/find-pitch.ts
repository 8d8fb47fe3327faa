import { type PitchRef, parsePitchRef, pitchRefText } from "../../pitching/pitch-ref.ts";
import { benchOf } from "../../store/bench.ts";
import type { Db } from "../../store/database.ts";
import { type PitchRow, pitchesOf } from "../../store/pitches.ts";
import { findOpenRound, findRoundByNumber, latestRoundOf, type RoundRow, roundNumbers } from "../../store/rounds.ts";
import { UserError } from "../../user-error.ts";

/**
 * The pitch that a person names. A letter alone means the open round's pitch, or else the bench's; `bench:A` and `1A`
 * say which. `last` also looks into the last round where none is open, for whoever only reads.
 * @throws UserError where there is none, with those that there are
 */
export async function findPitch(db: Db, seasonId: number, said: string, last?: "last"): Promise<PitchRow> {
  const ref = parsePitchRef(said);
  const open = await findOpenRound(db, seasonId);
  const bench = await benchOf(db, seasonId);
  const round = typeof ref.place === "number" ? await roundNumbered(db, seasonId, ref.place) : open;
  const inRound = ref.place === "bench" || round === null ? [] : await pitchesOf(db, round.id);
  const onBench = typeof ref.place === "number" ? [] : bench;
  const byLetter = (pitch: PitchRow) => pitch.letter === ref.letter;
  const found = inRound.find(byLetter) ?? onBench.find(byLetter);
  if (found) return found;
  const before = last && ref.place === null && open === null ? await latestRoundOf(db, seasonId) : null;
  const past = before === null ? [] : await pitchesOf(db, before.id);
  const told = past.find(byLetter);
  if (told) return told;
  throw unknownPitch(ref, round ?? before, inRound.length > 0 ? inRound : past, onBench);
}

async function roundNumbered(db: Db, seasonId: number, place: number): Promise<RoundRow> {
  const round = await findRoundByNumber(db, seasonId, place);
  if (round) return round;
  const numbers = [...(await roundNumbers(db, seasonId)).values()];
  throw new UserError(
    "unknown-round",
    `This season keeps no pitches of a round ${place}.`,
    numbers.length > 0 ? `It has round ${numbers.join(", ")}.` : "Its first round is still to come.",
  );
}

function unknownPitch(
  ref: PitchRef,
  round: RoundRow | null,
  inRound: readonly PitchRow[],
  onBench: readonly PitchRow[],
): UserError {
  const where = ref.place === "bench" || round === null ? "on the bench" : `in round ${round.number}`;
  const table = inRound.map(({ letter }) => (typeof ref.place === "number" ? `${ref.place}${letter}` : letter));
  const bench = onBench.map(({ letter }) => `bench:${letter}`);
  const known = [
    ...(table.length > 0 ? [`On the table: ${table.join(", ")}.`] : []),
    ...(bench.length > 0 ? [`On the bench: ${bench.join(", ")}.`] : []),
  ];
  const isBench = ref.place === "bench" || round === null;
  const none = isBench
    ? "The bench is empty: what is pitched while no round takes pitches waits there."
    : "No pitch is on the table yet.";
  const hint = known.length > 0 ? known.join(" ") : none;
  const shown = ref.place === "bench" ? ref.letter : pitchRefText(ref);
  return new UserError("unknown-pitch", `There is no pitch ${shown} ${where}.`, hint);
}
