import { sql } from "kysely";
import { countsAs, type Ruling } from "../judging/verdict/apply-ruling.ts";
import type { Verdict } from "../judging/verdict/verdict.ts";
import type { VerdictName } from "../judging/verdict/verdict-name.ts";
import type { PitchId } from "../round/round-state.ts";
import type { Db } from "./database.ts";
import type { RunPurpose } from "./run-tables.ts";
import { ruledVerdicts, rulingOf } from "./verdicts.ts";

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

/** The verdicts of all of a season's rounds, in the order of their runs. */
export async function pastVerdictsOf(db: Db, seasonId: number): Promise<readonly PastVerdict[]> {
  const rounds = db.selectFrom("round").select("id").where("season_id", "=", seasonId);
  return (await query(db).where("verdict.round_id", "in", rounds).execute()).map(pastVerdict);
}

/** The verdicts on these pitches, in the order of their runs. */
export async function pastVerdicts(db: Db, pitches: readonly PitchId[]): Promise<readonly PastVerdict[]> {
  if (pitches.length === 0) return [];
  const rows = query(db).where("verdict.round_id", "is not", null).where("verdict.pitch_id", "in", pitches);
  return (await rows.execute()).map(pastVerdict);
}

function query(db: Db) {
  return ruledVerdicts(db)
    .select([
      "verdict.decided_at",
      sql<VerdictName>`verdict.body ->> 'verdict'`.as("name"),
      sql<boolean | null>`verdict.body -> 'success'`.as("success"),
      sql<number | null>`verdict.body -> 'speedup'`.as("speedup"),
      sql<string | null>`verdict.ran ->> 'machine'`.as("machine"),
    ])
    .orderBy("verdict.run_id");
}

function pastVerdict(row: Awaited<ReturnType<ReturnType<typeof query>["executeTakeFirstOrThrow"]>>): PastVerdict {
  const ruling = rulingOf(row);
  const { name: verdict, success, speedup } = row;
  return {
    runId: row.run_id,
    roundId: Number(row.round_id),
    pitchId: row.pitch_id,
    purpose: row.purpose,
    verdict: { ...countsAs({ verdict, success }, ruling), speedup },
    ruling,
    machine: row.machine,
    decidedAt: row.decided_at,
  };
}
