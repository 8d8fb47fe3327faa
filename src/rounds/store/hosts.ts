import type { Db } from "./database.ts";

/** Who has opened a round of this season. */
export async function hostsOf(db: Db, seasonId: number): Promise<readonly string[]> {
  const rows = await db.selectFrom("round").select("host").distinct().where("season_id", "=", seasonId).execute();
  return rows.map(({ host }) => host).toSorted();
}
