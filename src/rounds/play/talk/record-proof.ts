import type { Game } from "../../game.ts";
import { judgeProof } from "../../judging/judge-proof.ts";
import { asCandidate } from "../../judging/judge-repair.ts";
import { rulesWithoutBar } from "../../judging/verdict/verdict-rules.ts";
import { toldReport } from "../../memory/told-report.ts";
import type { Report } from "../../report.ts";
import type { Tx } from "../../store/database.ts";
import { getProofOfRun, putProofOutcome } from "../../store/proofs.ts";
import { type RunRow, setRunState } from "../../store/runs.ts";
import { getSeasonById } from "../../store/seasons.ts";
import { announceProof } from "./announce-proof.ts";

/**
 * Judges a proof: what it showed is pinned to its pitch and told, and nothing else moves: no verdict, no score.
 * False where the runner failed and not the code.
 */
export async function recordProof(tx: Tx, game: Game, run: RunRow, report: Report): Promise<boolean> {
  const { rules } = (await getSeasonById(tx, run.season_id)).settings;
  // Without a candidate, the code ran alone in the place of a baseline that is to be repaired.
  const told = await toldReport(tx, rules.source, run.id, report);
  const seen = run.candidate_sha256 === null ? asCandidate(told) : told;
  const judged = judgeProof(seen, rulesWithoutBar(rules), run.timed_cases ?? []);
  if ("fault" in judged) return false;
  const at = game.clock.now();
  const id = await putProofOutcome(tx, run.id, judged, at);
  await setRunState(tx, run.id, "judged", at);
  await announceProof(tx, { id, seasonId: run.season_id, roundId: run.round_id, what: "ended", at });
  return true;
}

/** The runner failed too often: told on the pitch, where it may be demanded again. */
export async function recordProofAbandoned(tx: Tx, run: RunRow, at: Date): Promise<void> {
  const { id } = await getProofOfRun(tx, run.id);
  await announceProof(tx, { id, seasonId: run.season_id, roundId: run.round_id, what: "ended", at });
}
