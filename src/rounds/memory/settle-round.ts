import type { Scene } from "../play/scene.ts";
import type { Tx } from "../store/database.ts";
import { settleApproaches } from "./settle-approaches.ts";
import { settleCredibility } from "./settle-credibility.ts";

/**
 * After the last verdict: every stated probability of a pitch that ran meets its reality, and approaches move.
 * Done again after a rerun or a ruling, it appends what is different now; nothing that was earned is rewritten.
 */
export async function settleRound(tx: Tx, scene: Scene, at: Date): Promise<void> {
  await settleCredibility(tx, scene, at);
  await settleApproaches(tx, scene, at);
}
