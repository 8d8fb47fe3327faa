import type { Db, Tx } from "./database.ts";

/** Appends what a shark (or the panel: `shark` null) earned in a round. */
export async function putCredibility(
  tx: Tx,
  row: { seasonId: number; roundId: number; shark: string | null; points: number; statements: number; at: Date },
): Promise<void> {
  await tx
    .insertInto("credibility_entry")
    .values({
      season_id: row.seasonId,
      round_id: row.roundId,
      shark: row.shark,
      entry: 1,
      points: row.points,
      statements: row.statements,
      created_at: row.at,
    })
    .execute();
}

/** The panel's points by round. */
export async function panelPointsOf(db: Db, seasonId: number): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom("credibility_entry")
    .select(["round_id", (columns) => columns.fn.sum<number>("points").as("points")])
    .where("season_id", "=", seasonId)
    .where("shark", "is", null)
    .groupBy("round_id")
    .execute();
  return new Map(rows.map((row) => [row.round_id, Number(row.points)]));
}

/** What a shark earned in a round, compensating entries included; null where nothing of theirs was scored. */
export async function earnedBy(
  db: Db,
  roundId: number,
  shark: string,
): Promise<{ readonly points: number; readonly statements: number } | null> {
  const rows = await db
    .selectFrom("credibility_entry")
    .select(["points", "statements"])
    .where("round_id", "=", roundId)
    .where("shark", "=", shark)
    .orderBy("entry")
    .execute();
  const last = rows.at(-1);
  if (last === undefined) return null;
  return { points: rows.reduce((sum, { points }) => sum + points, 0), statements: last.statements };
}
