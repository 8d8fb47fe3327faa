import { z } from "zod";
import type { Ballot } from "../ballot.ts";
import { PitchId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";

/** One ballot a shark a round: the last one counts, every change is kept. The round is locked by the caller. */
export async function putBallot(tx: Tx, roundId: number, ballot: Ballot, at: Date): Promise<void> {
  const content = JSON.stringify(ballot);
  const row = { round_id: roundId, shark: ballot.shark, content, cast_at: at };
  const before = tx.selectFrom("ballot_change").select((columns) => columns.fn.countAll<number>().as("count"));
  const changes = before.where("round_id", "=", roundId).where("shark", "=", ballot.shark);
  await tx
    .insertInto("ballot")
    .values({ ...row, changes })
    .onConflict((conflict) => conflict.columns(["round_id", "shark"]).doUpdateSet({ content, cast_at: at, changes }))
    .execute();
  await tx.insertInto("ballot_change").values(row).execute();
}

/** Takes a shark's ballot back: it counts no more, and that it was cast and withdrawn is kept. */
export async function removeBallot(tx: Tx, roundId: number, shark: string, at: Date): Promise<void> {
  await tx.deleteFrom("ballot").where("round_id", "=", roundId).where("shark", "=", shark).execute();
  await tx.insertInto("ballot_change").values({ round_id: roundId, shark, content: null, cast_at: at }).execute();
}

export async function ballotsOf(db: Db, roundId: number): Promise<readonly Ballot[]> {
  const rows = await db
    .selectFrom("ballot")
    .select("content")
    .where("round_id", "=", roundId)
    .orderBy("shark")
    .execute();
  return rows.map((row) => Stored.parse(row.content));
}

/** One shark's own ballot; null before they voted. */
export async function findBallot(db: Db, roundId: number, shark: string): Promise<Ballot | null> {
  const row = await db
    .selectFrom("ballot")
    .select("content")
    .where("round_id", "=", roundId)
    .where("shark", "=", shark)
    .executeTakeFirst();
  return row ? Stored.parse(row.content) : null;
}

export async function countBallots(db: Db, roundId: number): Promise<number> {
  const counted = db.selectFrom("ballot").select((columns) => columns.fn.countAll<number>().as("count"));
  return Number((await counted.where("round_id", "=", roundId).executeTakeFirstOrThrow()).count);
}

/** Who has voted in any round of a season: its panel. */
export async function panelOf(db: Db, seasonId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("ballot")
    .innerJoin("round", "round.id", "ballot.round_id")
    .select("ballot.shark")
    .distinct()
    .where("round.season_id", "=", seasonId)
    .orderBy("ballot.shark")
    .execute();
  return rows.map(({ shark }) => shark);
}

/** A ballot as a query of the store reads it. */
export function storedBallot(content: unknown): Ballot {
  return Stored.parse(content);
}

const Stored = z.strictObject({
  shark: z.string(),
  fund: PitchId.nullable(),
  chances: z.array(z.strictObject({ pitch: PitchId, percent: z.number() })),
  speedup: z.number().nullable(),
  reason: z.string().nullable(),
});
