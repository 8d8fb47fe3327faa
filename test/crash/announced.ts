import type { Db } from "../../src/rounds/store/database.ts";

/** Each announcement of a season with how often it was delivered. */
export async function announced(db: Db, seasonId: number): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom("outbox")
    .leftJoin("delivery", "delivery.outbox_id", "outbox.id")
    .select(["outbox.key", (columns) => columns.fn.count<number>("delivery.channel").as("deliveries")])
    .where("outbox.season_id", "=", seasonId)
    .groupBy("outbox.key")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.key, Number(row.deliveries)]));
}
