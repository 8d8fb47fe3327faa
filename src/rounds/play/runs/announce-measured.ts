import type { Tx } from "../../store/database.ts";
import { announce } from "../../store/outbox.ts";
import type { RunRow } from "../../store/runs.ts";

/** Owes the asker of a private measurement its end, once; whoever shows it asks the database for whom it is. */
export async function announceMeasured(tx: Tx, run: Pick<RunRow, "id" | "season_id">, at: Date): Promise<void> {
  const { id: runId, season_id: seasonId } = run;
  const key = `run:${runId}:measured`;
  await announce(tx, { key, seasonId, roundId: null, kind: "measured", body: { runId }, notify: true }, at);
}
