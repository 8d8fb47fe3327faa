import type { Selectable } from "kysely";
import type { PitchId, RoundId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";
import type { BaselineTable, CaseReading, ReadingTable } from "./season-tables.ts";

export type BaselineRow = Selectable<BaselineTable>;

/** Appends the season's next baseline; `from` null: the problem's own first one. */
export async function insertBaseline(
  tx: Tx,
  row: {
    readonly seasonId: number;
    readonly sourceSha256: string;
    readonly problemVersionId: number;
    readonly from: { readonly round: RoundId; readonly pitch: PitchId } | null;
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .insertInto("baseline")
    .values({
      season_id: row.seasonId,
      source_sha256: row.sourceSha256,
      problem_version_id: row.problemVersionId,
      round_id: row.from?.round ?? null,
      pitch_id: row.from?.pitch ?? null,
      created_at: row.at,
    })
    .execute();
}

/** Back to an earlier baseline: it is appended again, so that what was the baseline in between stays on record. */
export async function repeatBaseline(tx: Tx, { id: _, created_at: __, ...row }: BaselineRow, at: Date): Promise<void> {
  await tx
    .insertInto("baseline")
    .values({ ...row, created_at: at })
    .execute();
}

export async function getBaseline(db: Db, id: number): Promise<BaselineRow> {
  return db.selectFrom("baseline").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

export async function currentBaseline(db: Db, seasonId: number): Promise<BaselineRow> {
  return db
    .selectFrom("baseline")
    .selectAll()
    .where("season_id", "=", seasonId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** The baseline that a season began with. */
export async function firstBaselineId(db: Db, seasonId: number): Promise<number> {
  const first = db.selectFrom("baseline").select("id").where("season_id", "=", seasonId).orderBy("id").limit(1);
  return (await first.executeTakeFirstOrThrow()).id;
}

export async function putReading(
  tx: Tx,
  row: {
    readonly runId: number;
    readonly baselineId: number;
    readonly machine: string;
    readonly cases: readonly CaseReading[];
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .insertInto("reading")
    .values({
      run_id: row.runId,
      baseline_id: row.baselineId,
      machine: row.machine,
      cases: JSON.stringify(row.cases),
      read_at: row.at,
    })
    .execute();
}

/** The baseline's latest own times, or null before its first opening. */
export async function readingOf(db: Db, baselineId: number): Promise<Selectable<ReadingTable> | null> {
  const row = await db
    .selectFrom("reading")
    .selectAll()
    .where("baseline_id", "=", baselineId)
    .orderBy("run_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
