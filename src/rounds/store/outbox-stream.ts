import type { Db } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/** What was owed of a season after an announcement, by its id, oldest first. */
export async function owedAfter(db: Db, seasonId: number, after: number, most: number): Promise<readonly OutboxRow[]> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(most)
    .execute();
}

/** The ids of the last announcements of a season, the newest first. */
export async function lastOwedIds(db: Db, seasonId: number, most: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("outbox")
    .select("id")
    .where("season_id", "=", seasonId)
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}
