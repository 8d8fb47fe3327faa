import { lockBench } from "../../store/bench.ts";
import type { Tx } from "../../store/database.ts";
import { getPitch, type PitchRow } from "../../store/pitches.ts";
import { lockRound, type RoundRow } from "../../store/rounds.ts";
import { findPitch } from "./find-pitch.ts";

/**
 * The pitch that a person names and its round (null: the bench), neither of which changes until the transaction ends.
 * @throws UserError where there is no such pitch
 */
export async function lockPitch(
  tx: Tx,
  seasonId: number,
  said: string,
): Promise<{ readonly pitch: PitchRow; readonly row: RoundRow | null }> {
  const found = await findPitch(tx, seasonId, said);
  const row = found.roundId === null ? null : await lockRound(tx, found.roundId);
  if (row === null) await lockBench(tx, seasonId);
  const pitch = await getPitch(tx, found.id);
  // It was withdrawn, or taken into a round, while we waited: what the name means now is looked up again.
  if (pitch.state === "withdrawn" || pitch.roundId !== found.roundId) return lockPitch(tx, seasonId, said);
  return { pitch, row };
}
