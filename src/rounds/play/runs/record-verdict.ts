import type { Game } from "../../game.ts";
import { seenConditions } from "../../judging/facts/seen-conditions.ts";
import { judgeRepair, ownTimeUs } from "../../judging/judge-repair.ts";
import { type Judgement, judgeReport } from "../../judging/judge-report.ts";
import type { Verdict } from "../../judging/verdict/verdict.ts";
import { VerdictRules } from "../../judging/verdict/verdict-rules.ts";
import { settleRound } from "../../memory/settle-round.ts";
import { toldReport } from "../../memory/told-report.ts";
import type { Report } from "../../report.ts";
import { PitchId, type RoundEvent } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import type { Provenance } from "../../store/run-tables.ts";
import { type RunRow, setRunState } from "../../store/runs.ts";
import { putVerdict } from "../../store/verdicts.ts";
import { advance } from "../apply-effects.ts";
import { announceCorrected } from "../host/announce-corrected.ts";
import { type Scene, sceneOfRun } from "../scene.ts";
import { announceVerdict } from "./announce-verdict.ts";
import { endSweep } from "./run-pitch.ts";
import { runnerFailed } from "./runner-failed.ts";

/** Judges a run of a round, and moves whatever its verdict moves. */
export async function recordVerdict(tx: Tx, game: Game, run: RunRow, report: Report): Promise<void> {
  const scene = await sceneOfRun(tx, run);
  const judged = judgeRun(scene, run, await toldReport(tx, scene.season.settings.rules.source, run.id, report));
  // A baseline that fails beside a candidate is not the candidate's fault either.
  if ("fault" in judged) return runnerFailed(tx, game, run);
  const at = game.clock.now();
  await putVerdict(tx, run, judged, ranOf(run, report), at);
  await setRunState(tx, run.id, "judged", at);
  const pitchId = PitchId.parse(run.pitch_id);
  if (run.purpose === "sweep") {
    await endSweep(tx, game, scene, pitchId);
    return;
  }
  if (run.purpose === "verdict" || run.purpose === "rerun")
    await announceVerdict(tx, scene, { runId: run.id, pitchId }, at);
  if (run.purpose !== "rerun") {
    await advance(tx, game, scene.row, eventOf(run, pitchId, judged));
    return;
  }
  // The round is over: what its last verdict had moved is moved again, by what the new one says.
  await settleRound(tx, scene, at);
  await announceCorrected(tx, scene.row, { runId: run.id }, at);
}

function judgeRun({ row, season }: Scene, run: RunRow, report: Report): Judgement {
  const { leastEffect, guard, clock } = season.settings.rules;
  const isConfirmation = run.purpose === "confirm-baseline" || run.purpose === "confirm-runner-up";
  const bar = isConfirmation ? null : row.round.terms.bar;
  const rules = VerdictRules.parse({ leastEffect, guard, clock, bar });
  return run.candidate_sha256 === null ? judgeRepair(report, rules) : judgeReport(report, rules);
}

/** What a verdict keeps of its report beside the numbers; the samples stay where they are. */
export function ranOf(run: RunRow, report: Report): Provenance {
  const { machine, sandbox, versions } = report;
  const conditions = seenConditions(report);
  const { baseline_sha256: baseline, candidate_sha256: candidate } = run;
  const ran = { machine: machine.name, sandbox, versions, baseline, candidate: candidate ?? baseline };
  return conditions === null ? ran : { ...ran, conditions };
}

function eventOf(run: RunRow, pitch: PitchId, { verdict, success, speedup, cases }: Verdict): RoundEvent {
  if (run.purpose === "confirm-baseline") return { type: "confirmation-judged", against: "baseline", verdict };
  if (run.purpose === "confirm-runner-up") return { type: "confirmation-judged", against: "runner-up", verdict };
  const us = verdict === "correct" ? ownTimeUs(cases) : null;
  return { type: "run-judged", result: { pitch, verdict, success, speedup, ...(us === null ? {} : { us }) } };
}
