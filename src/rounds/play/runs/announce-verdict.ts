import type { PitchId } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import { announce } from "../../store/outbox.ts";
import type { Scene } from "../scene.ts";

/** Owes the verdict's own message, once a run. */
export async function announceVerdict(
  tx: Tx,
  scene: Scene,
  run: { readonly runId: number; readonly pitchId: PitchId },
  at: Date,
): Promise<void> {
  const key = `run:${run.runId}:verdict`;
  const { row } = scene;
  await announce(tx, { key, seasonId: row.seasonId, roundId: row.id, kind: "verdict", body: run, notify: true }, at);
}
