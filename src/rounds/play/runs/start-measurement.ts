import { aboutFile, type CandidateFiles } from "../../candidate.ts";
import { type Game, runnerOf } from "../../game.ts";
import { currentBaseline } from "../../store/baselines.ts";
import { insertMeasurement, lastMeasurement } from "../../store/measurements.ts";
import { enqueueRun, unfinished } from "../../store/runs.ts";
import { getSeason } from "../../store/seasons.ts";
import { putSource } from "../../store/sources.ts";
import { UserError } from "../../user-error.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { spendQuota } from "../rights/spend-quota.ts";

/** Queues a private measurement against the current baseline: one at a time for each asker. */
export async function startMeasurement(
  game: Game,
  wish: { readonly season: string; readonly by: string; readonly files: CandidateFiles; readonly what: string },
): Promise<{ readonly runId: number }> {
  const { by, what } = wish;
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await requirePlayer(tx, game, season.id, { name: by, role: "contestant" });
    const last = await lastMeasurement(tx, season.id, by);
    if (last && unfinished.includes(last.state)) {
      const message = `Your measurement of ${last.what} is still going on.`;
      throw new UserError("measuring", message, "One at a time: ask again when its verdict is there.");
    }
    const at = game.clock.now();
    const candidate = await putSource(tx, wish.files, at);
    const baseline = await currentBaseline(tx, season.id);
    if (candidate === baseline.source_sha256) {
      throw new UserError(
        "is-baseline",
        "This is the baseline itself, byte for byte.",
        "Change something first.",
        aboutFile,
      );
    }
    await spendQuota(tx, game, season, { what: "measures", by, round: null });
    const runId = await enqueueRun(tx, game.database, {
      seasonId: season.id,
      roundId: null,
      pitchId: null,
      purpose: "measure",
      problemVersionId: baseline.problem_version_id,
      baselineSha256: baseline.source_sha256,
      candidateSha256: candidate,
      budgetMsPerCase: season.settings.rules.budgetMsPerCase,
      secretSeed: game.secretSeed(),
      ...runnerOf(game, season),
      at,
    });
    await insertMeasurement(tx, { run_id: runId, asked_by: by, what });
    return { runId };
  });
}
