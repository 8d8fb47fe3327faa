import type { Selectable } from "kysely";
import type { Db } from "./database.ts";
import type { ReadingTable } from "./season-tables.ts";

/** Every reading of a season's baselines, oldest first. */
export async function readingsOfSeason(db: Db, seasonId: number): Promise<readonly Selectable<ReadingTable>[]> {
  return db
    .selectFrom("reading")
    .innerJoin("baseline", "baseline.id", "reading.baseline_id")
    .selectAll("reading")
    .where("baseline.season_id", "=", seasonId)
    .orderBy("reading.run_id")
    .execute();
}

/** When each verdict of a season was decided, by its run. */
export async function verdictTimes(db: Db, seasonId: number): Promise<ReadonlyMap<number, Date>> {
  const rows = await db
    .selectFrom("verdict")
    .innerJoin("run", "run.id", "verdict.run_id")
    .select(["verdict.run_id", "verdict.decided_at"])
    .where("run.season_id", "=", seasonId)
    .execute();
  return new Map(rows.map((row) => [row.run_id, row.decided_at]));
}

export async function seasonStart(db: Db, seasonId: number): Promise<Date> {
  const row = await db.selectFrom("season").select("created_at").where("id", "=", seasonId).executeTakeFirstOrThrow();
  return row.created_at;
}
