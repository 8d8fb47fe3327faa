import type { Game } from "../game.ts";
import { judgeBaseline } from "../judging/judge-baseline.ts";
import { judgeReport } from "../judging/judge-report.ts";
import type { Verdict } from "../judging/verdict.ts";
import { VerdictRules } from "../judging/verdict-rules.ts";
import type { Report } from "../report.ts";
import { PitchId, type RoundEvent } from "../round/round-state.ts";
import { putReading } from "../store/baselines.ts";
import type { Tx } from "../store/database.ts";
import type { RunJob } from "../store/queue.ts";
import { lockRound } from "../store/rounds.ts";
import { getOutcome, lockRun, type RunRow, requeueRun, setRunState } from "../store/runs.ts";
import { getSeasonById } from "../store/seasons.ts";
import type { Provenance } from "../store/tables.ts";
import { putVerdict } from "../store/verdicts.ts";
import { announceMeasured } from "./announce-measured.ts";
import { announceVerdict } from "./announce-verdict.ts";
import { advance } from "./apply-effects.ts";
import { recordProof, recordProofAbandoned } from "./record-proof.ts";
import { retryDelayS } from "./retry.ts";
import type { Scene } from "./scene.ts";

/** A runner's own failures are retried this often before the host is told. */
const mostFaults = 3;

/**
 * Judges a stored report: verdict, round, jobs and announcements commit together.
 * A repeated or superseded report changes nothing.
 */
export async function recordReport(game: Game, job: RunJob): Promise<void> {
  await game.database.transaction(async (tx) => {
    const run = await lockRun(tx, job.runId);
    if (run.state !== "reported" || run.attempt !== job.attempt) return;
    const outcome = await getOutcome(tx, job.runId, job.attempt);
    if (outcome.outcome === "fault") return runnerFailed(tx, game, run);
    if (run.purpose === "proof") {
      const isJudged = await recordProof(tx, game, run, outcome.report);
      return isJudged ? undefined : runnerFailed(tx, game, run);
    }
    if (run.purpose === "opening") return recordOpening(tx, game, run, outcome.report);
    return recordVerdict(tx, game, run, outcome.report);
  });
}

async function recordOpening(tx: Tx, game: Game, run: RunRow, report: Report): Promise<void> {
  const scene = await sceneOf(tx, run);
  const judged = judgeBaseline(report, "gpu");
  if ("fault" in judged) {
    if (judged.fault.kind === "runner") return runnerFailed(tx, game, run);
    await setRunState(tx, run.id, "judged", game.clock.now());
    await advance(tx, game, scene.row, { type: "baseline-refuted" });
    return;
  }
  const cases = judged.cases.flatMap(({ label, baselineUs }) =>
    baselineUs === null ? [] : [{ label, us: baselineUs }],
  );
  const at = game.clock.now();
  const reading = { runId: run.id, baselineId: scene.row.baselineId, machine: report.machine.name, cases, at };
  await putReading(tx, reading);
  await setRunState(tx, run.id, "judged", at);
  await advance(tx, game, scene.row, { type: "baseline-verified" });
}

/** A private measurement: its verdict is kept and told to its asker, and nothing else moves. */
async function recordMeasurement(tx: Tx, game: Game, run: RunRow, report: Report): Promise<void> {
  const { leastEffect, guard } = (await getSeasonById(tx, run.season_id)).settings.rules;
  const judged = judgeReport(report, VerdictRules.parse({ leastEffect, guard }));
  if ("fault" in judged) return runnerFailed(tx, game, run);
  const at = game.clock.now();
  await putVerdict(tx, run, judged, ranOf(run, report), at);
  await setRunState(tx, run.id, "judged", at);
  await announceMeasured(tx, run, at);
}

async function recordVerdict(tx: Tx, game: Game, run: RunRow, report: Report): Promise<void> {
  if (run.purpose === "measure") return recordMeasurement(tx, game, run, report);
  const scene = await sceneOf(tx, run);
  const { leastEffect, guard } = scene.season.settings.rules;
  const bar = run.purpose === "verdict" ? scene.row.round.terms.bar : null;
  const judged = judgeReport(report, VerdictRules.parse({ leastEffect, guard, bar }));
  // A baseline that fails beside a candidate is not the candidate's fault either.
  if ("fault" in judged) return runnerFailed(tx, game, run);
  const at = game.clock.now();
  await putVerdict(tx, run, judged, ranOf(run, report), at);
  await setRunState(tx, run.id, "judged", at);
  const pitchId = PitchId.parse(run.pitch_id);
  if (run.purpose === "verdict") await announceVerdict(tx, scene, { runId: run.id, pitchId }, at);
  await advance(tx, game, scene.row, eventOf(run, pitchId, judged));
}

/** What a verdict keeps of its report beside the numbers; the samples stay where they are. */
function ranOf(run: RunRow, { machine, sandbox, versions }: Report): Provenance {
  const { baseline_sha256: baseline, candidate_sha256: candidate } = run;
  return { machine: machine.name, sandbox, versions, baseline, candidate };
}

function eventOf(run: RunRow, pitch: PitchId, { verdict, success, speedup }: Verdict): RoundEvent {
  if (run.purpose === "confirm-baseline") return { type: "confirmation-judged", against: "baseline", verdict };
  if (run.purpose === "confirm-runner-up") return { type: "confirmation-judged", against: "runner-up", verdict };
  return { type: "run-judged", result: { pitch, verdict, success, speedup } };
}

/** Our own failure: tried again after a pause, and after three the host is told; nothing else moves. */
async function runnerFailed(tx: Tx, game: Game, run: RunRow): Promise<void> {
  const at = game.clock.now();
  const faults = run.faults + 1;
  if (faults < mostFaults) {
    return requeueRun(tx, game.database, run, { faults, startAfterS: retryDelayS(faults, run.secret_seed), at });
  }
  await setRunState(tx, run.id, "abandoned", at);
  if (run.purpose === "measure") return announceMeasured(tx, run, at);
  if (run.purpose === "proof") return recordProofAbandoned(tx, run, at);
  const { row } = await sceneOf(tx, run);
  const pitch = run.purpose === "verdict" ? PitchId.parse(run.pitch_id) : null;
  await advance(tx, game, row, { type: "run-abandoned", pitch });
}

async function sceneOf(tx: Tx, run: RunRow): Promise<Scene> {
  if (run.round_id === null) throw new Error(`run ${run.id} belongs to no round`);
  return { row: await lockRound(tx, run.round_id), season: await getSeasonById(tx, run.season_id) };
}
