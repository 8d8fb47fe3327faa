import type { PitchId, RoundId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";
import { lockName } from "./lock-name.ts";
import { type PitchRow, pitchRow } from "./pitches.ts";

/** The pitches that are in no round, in their letters' order. */
export async function benchOf(db: Db, seasonId: number): Promise<readonly PitchRow[]> {
  const rows = await db
    .selectFrom("pitch")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where("round_id", "is", null)
    .where("state", "=", "open")
    .orderBy("letter")
    .execute();
  return rows.map(pitchRow);
}

/** The lowest letter that is free on the bench, kept for this transaction; null where there is none. */
export async function nextBenchLetter(tx: Tx, seasonId: number): Promise<string | null> {
  await lockName(tx, `bench:${seasonId}`);
  const taken = (await benchOf(tx, seasonId)).map(({ letter }) => letter);
  return [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) => !taken.includes(letter)) ?? null;
}

/** Takes a pitch from the bench into a round, under a letter of that round. */
export async function moveIntoRound(tx: Tx, id: PitchId, roundId: RoundId, letter: string): Promise<void> {
  await tx.updateTable("pitch").set({ round_id: roundId, letter }).where("id", "=", id).execute();
}
