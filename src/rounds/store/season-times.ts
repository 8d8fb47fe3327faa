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

export async function seasonStart(db: Db, seasonId: number): Promise<Date> {
  const row = await db.selectFrom("season").select("created_at").where("id", "=", seasonId).executeTakeFirstOrThrow();
  return row.created_at;
}
