import type { Game } from "../game.ts";
import type { PitchId } from "../round/round-state.ts";
import { getBaseline } from "../store/baselines.ts";
import type { Tx } from "../store/database.ts";
import { getPitch } from "../store/pitches.ts";
import type { NewRun } from "../store/runs.ts";
import type { RunPurpose } from "../store/tables.ts";
import type { Scene } from "./scene.ts";

export interface WantedRun {
  readonly purpose: RunPurpose;
  readonly pitch: PitchId | null;
  /** A pitch whose code stands in for the baseline, or null: the baseline itself. */
  readonly against: PitchId | null;
}

/** What a run of this round is made of: the round's own baseline, the pitch's code, fresh secret inputs. */
export async function newRun(tx: Tx, game: Game, scene: Scene, wanted: WantedRun): Promise<NewRun> {
  const { row, season } = scene;
  const { rules } = season.settings;
  const baseline = await getBaseline(tx, row.baselineId);
  const codeOf = async (pitch: PitchId | null) => (pitch === null ? null : (await getPitch(tx, pitch)).sourceSha256);
  return {
    seasonId: row.seasonId,
    roundId: row.id,
    pitchId: wanted.pitch,
    purpose: wanted.purpose,
    problemVersionId: baseline.problem_version_id,
    baselineSha256: (await codeOf(wanted.against)) ?? baseline.source_sha256,
    candidateSha256: await codeOf(wanted.pitch),
    budgetMsPerCase: wanted.purpose === "opening" ? rules.openingBudgetMsPerCase : rules.budgetMsPerCase,
    secretSeed: game.secretSeed(),
    at: game.clock.now(),
  };
}
