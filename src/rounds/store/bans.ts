import type { Db, Tx } from "./database.ts";

/** Why somebody may not play in a season; null where they may. */
export async function banOf(
  db: Db,
  seasonId: number,
  person: string,
): Promise<{ reason: string; host: string } | null> {
  const row = await db
    .selectFrom("ban")
    .select(["reason", "host"])
    .where("season_id", "=", seasonId)
    .where("person", "=", person)
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertBan(
  tx: Tx,
  row: {
    readonly seasonId: number;
    readonly person: string;
    readonly host: string;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<void> {
  const { seasonId: season_id, person, host, reason, at: banned_at } = row;
  await tx.insertInto("ban").values({ season_id, person, host, reason, banned_at }).execute();
}

export async function liftBan(tx: Tx, seasonId: number, person: string, at: Date): Promise<void> {
  await tx
    .updateTable("ban")
    .set({ lifted_at: at })
    .where("season_id", "=", seasonId)
    .where("person", "=", person)
    .where("lifted_at", "is", null)
    .execute();
}
