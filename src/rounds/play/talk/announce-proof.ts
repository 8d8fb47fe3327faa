import type { Tx } from "../../store/database.ts";
import { announce } from "../../store/outbox.ts";

/** Owes a proof to the pitch's thread: that code is demanded for it, and how it ended; it notifies nobody. */
export async function announceProof(
  tx: Tx,
  proof: {
    readonly id: number;
    readonly seasonId: number;
    readonly roundId: number | null;
    readonly what: "demanded" | "ended";
    readonly at: Date;
  },
): Promise<void> {
  const { id: proofId, seasonId, roundId, what, at } = proof;
  const key = `proof:${proofId}:${what}`;
  await announce(tx, { key, seasonId, roundId, kind: "proof", body: { proofId }, notify: false }, at);
}
