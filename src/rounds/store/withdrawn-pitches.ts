import type { PitchId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";
import { type PitchRow, pitchRow } from "./pitches.ts";

/** `endorses`: the pitch that its authors back instead, or null. */
export async function setWithdrawn(tx: Tx, id: PitchId, endorses: PitchId | null = null): Promise<void> {
  await tx.updateTable("pitch").set({ state: "withdrawn", endorses }).where("id", "=", id).execute();
}

/** The withdrawn pitches whose authors back this one instead. */
export async function endorsementsOf(db: Db, id: PitchId): Promise<readonly PitchRow[]> {
  const rows = await db.selectFrom("pitch").selectAll().where("endorses", "=", id).orderBy("id").execute();
  return rows.map(pitchRow);
}
