import { judgeBaseline } from "../judging/judge-baseline.ts";
import type { VerdictRules } from "../judging/verdict/verdict-rules.ts";
import type { Db } from "../store/database.ts";
import { getOutcome, lastRunOf } from "../store/runs.ts";

/**
 * What a round's opening failed at, in one sentence: the case in which its baseline is wrong, or what its runner could
 * not do. Null where it found nothing, or has not ended.
 */
export async function openingFault(db: Db, roundId: number, rules: VerdictRules): Promise<string | null> {
  const run = await lastRunOf(db, roundId, "opening");
  if (run === null || !["judged", "abandoned"].includes(run.state)) return null;
  const outcome = await getOutcome(db, run.id, run.attempt);
  if (outcome.outcome === "fault") return outcome.message;
  const judged = judgeBaseline(outcome.report, rules);
  return "fault" in judged ? judged.fault.detail : null;
}
