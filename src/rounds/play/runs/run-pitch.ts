import type { Game } from "../../game.ts";
import { ownTimeUs } from "../../judging/judge-repair.ts";
import type { PitchId } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import { getPitch, setPitchSource } from "../../store/pitches.ts";
import { enqueueRun } from "../../store/runs.ts";
import { type SweepRun, sweepRunsOf } from "../../store/sweeps.ts";
import type { Scene } from "../scene.ts";
import { newRun } from "./new-run.ts";

/**
 * Queues what a pitch's verdict needs: one run, or first one for each combination of its sweep that has none yet.
 * The best combination then gets the pitch's verdict on fresh samples, so that luck among many is not counted as speed.
 */
export async function runPitch(tx: Tx, game: Game, scene: Scene, pitch: PitchId): Promise<void> {
  const { sweep } = await getPitch(tx, pitch);
  const known = (await sweepRunsOf(tx, scene.row.id, pitch)).filter(({ state }) => state !== "abandoned");
  const missing = (sweep ?? []).filter(({ sha256 }) => !known.some((run) => run.sha256 === sha256));
  if (missing.length === 0) return queueVerdict(tx, game, scene, pitch);
  for (const { sha256 } of missing) {
    const wanted = { purpose: "sweep", pitch, against: null, source: sha256 } as const;
    await enqueueRun(tx, game.database, await newRun(tx, game, scene, wanted));
  }
}

/** After the last combination: the best one becomes the pitch's code and gets its verdict; `lost` when none was judged. */
export async function endSweep(
  tx: Tx,
  game: Game,
  scene: Scene,
  pitch: PitchId,
): Promise<"goes-on" | "chosen" | "lost"> {
  const runs = await sweepRunsOf(tx, scene.row.id, pitch);
  if (runs.some(({ state }) => state !== "judged" && state !== "abandoned")) return "goes-on";
  const best = bestOf(runs);
  if (best === null) return "lost";
  await setPitchSource(tx, pitch, best.sha256);
  await queueVerdict(tx, game, scene, pitch);
  return "chosen";
}

async function queueVerdict(tx: Tx, game: Game, scene: Scene, pitch: PitchId): Promise<void> {
  await enqueueRun(tx, game.database, await newRun(tx, game, scene, { purpose: "verdict", pitch, against: null }));
}

/** The quickest correct combination; where none is, the first one, whose failure is then the pitch's. */
function bestOf(runs: readonly SweepRun[]): SweepRun | null {
  const judged = runs.filter(({ verdict }) => verdict !== null);
  const [best] = judged.toSorted((a, b) => quickness(b) - quickness(a) || a.runId - b.runId);
  return best ?? null;
}

function quickness({ verdict }: SweepRun): number {
  if (verdict === null) return 0;
  if (verdict.speedup !== null) return verdict.speedup;
  const us = verdict.verdict === "correct" ? ownTimeUs(verdict.cases) : null;
  return us === null ? 0 : 1 / us;
}
