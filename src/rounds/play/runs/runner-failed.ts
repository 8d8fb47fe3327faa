import type { Game } from "../../game.ts";
import { PitchId } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import { queuedRunsOf, type RunRow, requeueRun, setRunState } from "../../store/runs.ts";
import { advance } from "../apply-effects.ts";
import { announceCorrected } from "../host/announce-corrected.ts";
import { sceneOfRun } from "../scene.ts";
import { recordProofAbandoned } from "../talk/record-proof.ts";
import { announceMeasured } from "./announce-measured.ts";
import { retryDelayS } from "./retry.ts";
import { endSweep } from "./run-pitch.ts";

/** A runner's own failures are retried this often before the host is told. */
const mostFaults = 3;

/** Our own failure: tried again after a pause, and after three the host is told; nothing else moves. */
export async function runnerFailed(tx: Tx, game: Game, run: RunRow): Promise<void> {
  const at = game.clock.now();
  const faults = run.faults + 1;
  if (faults < mostFaults) {
    return requeueRun(tx, game.database, run, { faults, startAfterS: retryDelayS(faults, run.secret_seed), at });
  }
  await abandon(tx, game, run);
}

/**
 * A runner that found itself unfit measures nothing more: what waits for it in this round is given up with the run in
 * hand, so that the host is asked at once and told why.
 */
export async function runnerStopped(tx: Tx, game: Game, run: RunRow): Promise<void> {
  await abandon(tx, game, run);
  if (run.round_id === null) return;
  for (const other of await queuedRunsOf(tx, run.round_id, run.runner)) await abandon(tx, game, other);
}

async function abandon(tx: Tx, game: Game, run: RunRow): Promise<void> {
  const at = game.clock.now();
  await setRunState(tx, run.id, "abandoned", at);
  if (run.purpose === "measure") return announceMeasured(tx, run, at);
  if (run.purpose === "proof") return recordProofAbandoned(tx, run, at);
  const scene = await sceneOfRun(tx, run);
  if (run.purpose === "rerun") return announceCorrected(tx, scene.row, { runId: run.id }, at);
  // One combination that could not be measured leaves the others; a sweep of which nothing is left is lost.
  if (run.purpose === "sweep" && (await endSweep(tx, game, scene, PitchId.parse(run.pitch_id))) !== "lost") return;
  const isPitch = run.purpose === "verdict" || run.purpose === "sweep";
  await advance(tx, game, scene.row, { type: "run-abandoned", pitch: isPitch ? PitchId.parse(run.pitch_id) : null });
}
