import { type Game, runnerOf } from "../../game.ts";
import type { PitchId } from "../../round/round-state.ts";
import { getBaseline } from "../../store/baselines.ts";
import type { Tx } from "../../store/database.ts";
import { getPitch } from "../../store/pitches.ts";
import type { RoundRow } from "../../store/rounds.ts";
import type { RunPurpose } from "../../store/run-tables.ts";
import type { NewRun } from "../../store/runs.ts";
import type { Scene } from "../scene.ts";

export interface WantedRun {
  readonly purpose: RunPurpose;
  readonly pitch: PitchId | null;
  /** A pitch whose code stands in for the baseline, or null: the baseline itself. */
  readonly against: PitchId | null;
  /** One part of the pitch's sweep, in place of its own code. */
  readonly source?: string;
}

/** What a run of this round is made of: the round's own baseline, the pitch's code, fresh secret inputs. */
export async function newRun(tx: Tx, game: Game, scene: Scene, wanted: WantedRun): Promise<NewRun> {
  const { row, season } = scene;
  const { rules } = season.settings;
  const baseline = await getBaseline(tx, row.baselineId);
  const codeOf = async (pitch: PitchId | null) => (pitch === null ? null : (await getPitch(tx, pitch)).sourceSha256);
  const code = wanted.source ?? (await codeOf(wanted.pitch));
  const standsAlone = code !== null && isRepair(row, wanted.purpose);
  const opponent = standsAlone ? code : await codeOf(wanted.against);
  return {
    seasonId: row.seasonId,
    roundId: row.id,
    pitchId: wanted.pitch,
    purpose: wanted.purpose,
    problemVersionId: baseline.problem_version_id,
    baselineSha256: opponent ?? baseline.source_sha256,
    candidateSha256: standsAlone ? null : code,
    budgetMsPerCase: wanted.purpose === "opening" ? rules.openingBudgetMsPerCase : rules.budgetMsPerCase,
    secretSeed: game.secretSeed(),
    ...runnerOf(game, season),
    at: game.clock.now(),
  };
}

/** Beside a wrong baseline nothing can be compared: a repair stands in the baseline's place, alone. */
function isRepair({ round }: RoundRow, purpose: RunPurpose): boolean {
  return round.terms.kind === "repair" && ["verdict", "rerun", "sweep"].includes(purpose);
}
