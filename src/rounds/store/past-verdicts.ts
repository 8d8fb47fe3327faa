import { type SelectQueryBuilder, sql } from "kysely";
import { countsAs, type Ruling } from "../judging/verdict/apply-ruling.ts";
import type { Verdict } from "../judging/verdict/verdict.ts";
import type { VerdictName } from "../judging/verdict/verdict-name.ts";
import type { PitchId } from "../round/round-state.ts";
import type { Db } from "./database.ts";
import type { RunPurpose } from "./run-tables.ts";
import type { Tables } from "./tables.ts";

/** As much of a round's verdict as a line about the past needs: its cases stay where they are. */
export interface PastVerdict {
  readonly runId: number;
  readonly roundId: number;
  readonly pitchId: number | null;
  readonly purpose: RunPurpose;
  /** As it counts: with the host's ruling, where there is one. */
  readonly verdict: Pick<Verdict, "verdict" | "success" | "speedup">;
  readonly ruling: Ruling | null;
  /** Where it ran; null where nothing did. */
  readonly machine: string | null;
  readonly decidedAt: Date;
}

/** The verdicts of some rounds, in the order of their runs. */
export async function pastVerdictsOf(db: Db, rounds: readonly number[]): Promise<readonly PastVerdict[]> {
  if (rounds.length === 0) return [];
  return withRulings(db, db.selectFrom("verdict").where("verdict.round_id", "in", rounds));
}

/** The verdicts on these pitches in their rounds, in the order of their runs. */
export async function pastVerdicts(db: Db, pitches: readonly PitchId[]): Promise<readonly PastVerdict[]> {
  if (pitches.length === 0) return [];
  const verdicts = db.selectFrom("verdict").where("verdict.round_id", "is not", null);
  return withRulings(db, verdicts.where("verdict.pitch_id", "in", pitches));
}

/** Few verdicts were ruled on: who looks for a ruling beside each of them looks mostly in vain, and long. */
async function withRulings(
  db: Db,
  verdicts: SelectQueryBuilder<Tables, "verdict", object>,
): Promise<readonly PastVerdict[]> {
  const rows = await verdicts
    .innerJoin("run", "run.id", "verdict.run_id")
    .select(["verdict.run_id", "verdict.round_id", "verdict.pitch_id", "verdict.decided_at", "run.purpose"])
    .select([
      sql<VerdictName>`verdict.body ->> 'verdict'`.as("name"),
      sql<boolean | null>`verdict.body -> 'success'`.as("success"),
      sql<number | null>`verdict.body -> 'speedup'`.as("speedup"),
      sql<string | null>`verdict.ran ->> 'machine'`.as("machine"),
    ])
    .orderBy("verdict.run_id")
    .execute();
  const ruled = await db
    .selectFrom("ruling")
    .distinctOn("run_id")
    .select(["run_id", "verdict", "tainted", "host", "reason"])
    .where("run_id", "in", verdicts.select("verdict.run_id"))
    .orderBy("run_id")
    .orderBy("id", "desc")
    .execute();
  const rulings = new Map(ruled.map(({ run_id, ...ruling }): [number, Ruling] => [run_id, ruling]));
  return rows.map((row): PastVerdict => {
    const { run_id: runId, round_id, pitch_id: pitchId, purpose, machine, decided_at: decidedAt } = row;
    const ruling = rulings.get(runId) ?? null;
    const { name: verdict, success, speedup } = row;
    const counted = { ...countsAs({ verdict, success }, ruling), speedup };
    return { runId, roundId: Number(round_id), pitchId, purpose, verdict: counted, ruling, machine, decidedAt };
  });
}
