import type { PitchId, RoundId } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import { announce } from "../../store/outbox.ts";

/** Owes a pitch to the thread of its round, or to the bench's digest, once for each of the two; it notifies nobody. */
export async function announcePitch(
  tx: Tx,
  pitch: { readonly id: PitchId; readonly seasonId: number; readonly roundId: RoundId | null },
  at: Date,
): Promise<void> {
  const { id, seasonId, roundId } = pitch;
  const key = `pitch:${id}:${roundId === null ? "bench" : `round-${roundId}`}`;
  await announce(tx, { key, seasonId, roundId, kind: "pitched", body: { pitchId: id }, notify: false }, at);
}
