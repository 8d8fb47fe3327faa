import type { Game } from "../../game.ts";
import { judgeBaseline } from "../../judging/judge-baseline.ts";
import { judgeReport } from "../../judging/judge-report.ts";
import { rulesWithoutBar } from "../../judging/verdict/verdict-rules.ts";
import { toldReport } from "../../memory/told-report.ts";
import type { Report } from "../../report.ts";
import type { RunOutcome } from "../../run-outcome.ts";
import { putReading } from "../../store/baselines.ts";
import type { Tx } from "../../store/database.ts";
import type { RunJob } from "../../store/queue.ts";
import { getOutcome, lockRun, type RunRow, setRunState } from "../../store/runs.ts";
import { getSeasonById } from "../../store/seasons.ts";
import { putVerdict } from "../../store/verdicts.ts";
import { advance } from "../apply-effects.ts";
import { sceneOfRun } from "../scene.ts";
import { recordProof } from "../talk/record-proof.ts";
import { announceMeasured } from "./announce-measured.ts";
import { ranOf, recordVerdict } from "./record-verdict.ts";
import { runnerFailed, runnerStopped } from "./runner-failed.ts";

/**
 * Judges a stored report: verdict, round, jobs and announcements commit together.
 * @returns false for a repeated or superseded report, which changes nothing
 */
export async function recordReport(game: Game, job: RunJob): Promise<boolean> {
  return game.database.transaction(async (tx) => {
    const run = await lockRun(tx, job.runId);
    if (run.state !== "reported" || run.attempt !== job.attempt) return false;
    await record(tx, game, run, await getOutcome(tx, job.runId, job.attempt));
    return true;
  });
}

async function record(tx: Tx, game: Game, run: RunRow, outcome: RunOutcome): Promise<void> {
  if (outcome.outcome === "fault") {
    return outcome.kind === "guard" ? runnerStopped(tx, game, run) : runnerFailed(tx, game, run);
  }
  switch (run.purpose) {
    case "opening":
      return recordOpening(tx, game, run, outcome.report);
    case "measure":
      return recordMeasurement(tx, game, run, outcome.report);
    case "proof":
      return (await recordProof(tx, game, run, outcome.report)) ? undefined : runnerFailed(tx, game, run);
    default:
      return recordVerdict(tx, game, run, outcome.report);
  }
}

async function recordOpening(tx: Tx, game: Game, run: RunRow, report: Report): Promise<void> {
  const scene = await sceneOfRun(tx, run);
  const judged = judgeBaseline(report, rulesWithoutBar(scene.season.settings.rules));
  if ("fault" in judged) {
    if (judged.fault.kind === "runner") return runnerFailed(tx, game, run);
    await setRunState(tx, run.id, "judged", game.clock.now());
    await advance(tx, game, scene.row, { type: "baseline-refuted" });
    return;
  }
  const cases = judged.cases.flatMap(({ label, baselineUs, limit }) =>
    baselineUs === null ? [] : [{ label, us: baselineUs, ...(limit === undefined ? {} : { limit }) }],
  );
  const at = game.clock.now();
  const reading = { runId: run.id, baselineId: scene.row.baselineId, machine: report.machine.name, cases, at };
  await putReading(tx, reading);
  await setRunState(tx, run.id, "judged", at);
  await advance(tx, game, scene.row, { type: "baseline-verified" });
}

/** A private measurement: its verdict is kept and told to its asker, and nothing else moves. */
async function recordMeasurement(tx: Tx, game: Game, run: RunRow, report: Report): Promise<void> {
  const { rules } = (await getSeasonById(tx, run.season_id)).settings;
  const judged = judgeReport(await toldReport(tx, rules.source, run.id, report), rulesWithoutBar(rules));
  if ("fault" in judged) return runnerFailed(tx, game, run);
  const at = game.clock.now();
  await putVerdict(tx, run, judged, ranOf(run, report), at);
  await setRunState(tx, run.id, "judged", at);
  await announceMeasured(tx, run, at);
}
