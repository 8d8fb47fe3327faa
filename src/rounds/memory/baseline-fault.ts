import { judgeBaseline } from "../judging/judge-baseline.ts";
import { rulesWithoutBar } from "../judging/verdict/verdict-rules.ts";
import type { SeasonRules } from "../season.ts";
import type { Db } from "../store/database.ts";
import { getOutcome, lastRunOf } from "../store/runs.ts";
import { toldReport } from "./told-report.ts";

/** What a round's opening found wrong with its baseline: the failing case in one sentence; null where it found nothing. */
export async function baselineFault(db: Db, roundId: number, rules: SeasonRules): Promise<string | null> {
  const run = await lastRunOf(db, roundId, "opening");
  if (run?.state !== "judged") return null;
  const outcome = await getOutcome(db, run.id, run.attempt);
  if (outcome.outcome !== "report") return null;
  const report = await toldReport(db, rules.source, run.id, outcome.report);
  const judged = judgeBaseline(report, rulesWithoutBar(rules));
  return "fault" in judged ? judged.fault.detail : null;
}
