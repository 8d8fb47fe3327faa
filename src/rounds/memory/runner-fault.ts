import { judgeBaseline } from "../judging/judge-baseline.ts";
import { judgeReport } from "../judging/judge-report.ts";
import { rulesWithoutBar } from "../judging/verdict/verdict-rules.ts";
import type { SeasonRules } from "../season.ts";
import { shownFault } from "../source/shown-report.ts";
import type { Db } from "../store/database.ts";
import { getOutcome, lastAbandonedRun } from "../store/runs.ts";
import { toldReport } from "./told-report.ts";

/** What the runner said when it gave up the last time in a round: one sentence; null where it never did. */
export async function runnerFault(db: Db, roundId: number, season: SeasonRules): Promise<string | null> {
  const run = await lastAbandonedRun(db, roundId);
  if (run === null) return null;
  const outcome = await getOutcome(db, run.id, run.attempt);
  if (outcome.outcome === "fault") return shownFault(season.source, outcome);
  const report = await toldReport(db, season.source, run.id, outcome.report);
  const rules = rulesWithoutBar(season);
  const judged = report.hashes.candidate === null ? judgeBaseline(report, rules) : judgeReport(report, rules);
  return "fault" in judged ? judged.fault.detail : null;
}
