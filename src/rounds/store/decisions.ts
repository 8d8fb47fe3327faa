import type { RoundId } from "../round/round-state.ts";
import type { Tx } from "./database.ts";

/** Keeps what a host decided, and why. */
export async function insertDecision(
  tx: Tx,
  row: {
    readonly roundId: RoundId;
    readonly host: string;
    readonly decision: string;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<void> {
  const { roundId, host, decision, reason, at } = row;
  await tx.insertInto("decision").values({ round_id: roundId, host, decision, reason, decided_at: at }).execute();
}
