import type { PitchId } from "../round/round-state.ts";
import type { Tx } from "./database.ts";

export async function setWithdrawn(tx: Tx, id: PitchId): Promise<void> {
  await tx.updateTable("pitch").set({ state: "withdrawn" }).where("id", "=", id).execute();
}
