import type { Db, Tx } from "./database.ts";

/** The channel of a platform that a season plays in; null where nobody has chosen one. */
export async function findChannel(db: Db, seasonId: number, platform: string): Promise<string | null> {
  const row = await db
    .selectFrom("season_channel")
    .select("channel")
    .where("season_id", "=", seasonId)
    .where("platform", "=", platform)
    .executeTakeFirst();
  return row?.channel ?? null;
}

/** Lets a season play in a channel from now on; what was shown elsewhere stays there. */
export async function bindChannel(
  tx: Tx,
  { seasonId, platform, channel, at }: { seasonId: number; platform: string; channel: string; at: Date },
): Promise<void> {
  await tx
    .insertInto("season_channel")
    .values({ season_id: seasonId, platform, channel, bound_at: at })
    .onConflict((conflict) => conflict.columns(["season_id", "platform"]).doUpdateSet({ channel, bound_at: at }))
    .execute();
}
