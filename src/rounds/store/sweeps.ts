import type { Verdict } from "../judging/verdict/verdict.ts";
import type { Db } from "./database.ts";
import type { RunState } from "./run-tables.ts";

/** One combination of a pitch's sweep as it ran; the verdict is null until it was judged, and where the runner gave up. */
export interface SweepRun {
  readonly runId: number;
  readonly sha256: string;
  readonly state: RunState;
  readonly verdict: Verdict | null;
}

/** The runs of a pitch's sweep in a round, in order; cancelled ones are left out. */
export async function sweepRunsOf(db: Db, roundId: number, pitchId: number): Promise<readonly SweepRun[]> {
  const rows = await db
    .selectFrom("run")
    .leftJoin("verdict", "verdict.run_id", "run.id")
    .select(["run.id", "run.state", "run.candidate_sha256", "run.baseline_sha256", "verdict.body"])
    .where("run.round_id", "=", roundId)
    .where("run.pitch_id", "=", pitchId)
    .where("run.purpose", "=", "sweep")
    .where("run.state", "<>", "cancelled")
    .orderBy("run.id")
    .execute();
  return rows.map(({ id, state, candidate_sha256, baseline_sha256, body }) => ({
    runId: id,
    sha256: candidate_sha256 ?? baseline_sha256,
    state,
    verdict: body,
  }));
}
