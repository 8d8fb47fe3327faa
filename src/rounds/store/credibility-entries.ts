import type { Db, Tx } from "./database.ts";

/** Appends what a shark (or the panel: `shark` null) earned in a round. */
export async function putCredibility(
  tx: Tx,
  row: {
    readonly seasonId: number;
    readonly roundId: number;
    readonly shark: string | null;
    /** 1, and higher for what a rerun or a ruling adds. */
    readonly entry: number;
    readonly points: number;
    readonly statements: number;
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .insertInto("credibility_entry")
    .values({
      season_id: row.seasonId,
      round_id: row.roundId,
      shark: row.shark,
      entry: row.entry,
      points: row.points,
      statements: row.statements,
      created_at: row.at,
    })
    .execute();
}

/** What a round has given so far: sums by shark (null: the panel), and the number of its last entries. */
export async function creditOf(
  db: Db,
  roundId: number,
): Promise<{ readonly points: ReadonlyMap<string | null, number>; readonly last: number }> {
  const rows = await db
    .selectFrom("credibility_entry")
    .select(["shark", "entry", "points"])
    .where("round_id", "=", roundId)
    .orderBy("id")
    .execute();
  const points = new Map<string | null, number>();
  for (const row of rows) points.set(row.shark, (points.get(row.shark) ?? 0) + row.points);
  return { points, last: Math.max(0, ...rows.map(({ entry }) => entry)) };
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

/** Each shark's points by round. */
export async function sharkPointsOf(
  db: Db,
  seasonId: number,
): Promise<readonly { readonly roundId: number; readonly shark: string; readonly points: number }[]> {
  const rows = await db
    .selectFrom("credibility_entry")
    .select(["round_id", "shark", (columns) => columns.fn.sum<number>("points").as("points")])
    .where("season_id", "=", seasonId)
    .groupBy(["round_id", "shark"])
    .orderBy("round_id")
    .orderBy("shark")
    .execute();
  return rows.flatMap(({ round_id: roundId, shark, points }) =>
    shark === null ? [] : [{ roundId, shark, points: Number(points) }],
  );
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
