import type { Selectable } from "kysely";
import type { Db, Tx } from "./database.ts";
import type { MeasurementTable, RunState } from "./run-tables.ts";

/** A private measurement and how far it is. */
export interface MeasurementRow {
  readonly runId: number;
  readonly askedBy: string;
  /** What was measured, in its asker's words: `num_ab_stage=3`. */
  readonly what: string;
  readonly state: RunState;
}

export async function insertMeasurement(tx: Tx, row: Selectable<MeasurementTable>): Promise<void> {
  await tx.insertInto("measurement").values(row).execute();
}

export async function getMeasurement(db: Db, runId: number): Promise<MeasurementRow> {
  return rowOf(await query(db).where("run.id", "=", runId).executeTakeFirstOrThrow());
}

/** Somebody's latest private measurement in a season. */
export async function lastMeasurement(db: Db, seasonId: number, askedBy: string): Promise<MeasurementRow | null> {
  const row = await query(db)
    .where("run.season_id", "=", seasonId)
    .where("measurement.asked_by", "=", askedBy)
    .orderBy("run.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? rowOf(row) : null;
}

function query(db: Db) {
  return db
    .selectFrom("measurement")
    .innerJoin("run", "run.id", "measurement.run_id")
    .select(["measurement.run_id", "measurement.asked_by", "measurement.what", "run.state"]);
}

function rowOf(row: Selectable<MeasurementTable> & { readonly state: RunState }): MeasurementRow {
  return { runId: row.run_id, askedBy: row.asked_by, what: row.what, state: row.state };
}
