import type { Tx } from "../../store/database.ts";
import { announce } from "../../store/outbox.ts";
import type { RoundRow } from "../../store/rounds.ts";

/** What changed a verdict after its round: a rerun's run, or a host's decision in words. */
export type Correction = { readonly runId: number } | { readonly decision: string; readonly reason: string };

/** Owes everybody the correction of a decided round, and what moved with it. */
export async function announceCorrected(
  tx: Tx,
  { id: roundId, seasonId }: Pick<RoundRow, "id" | "seasonId">,
  correction: Correction,
  at: Date,
): Promise<void> {
  const what = "runId" in correction ? `run:${correction.runId}` : at.toISOString();
  const key = `round:${roundId}:corrected:${what}`;
  await announce(tx, { key, seasonId, roundId, kind: "corrected", body: correction, notify: false }, at);
}
