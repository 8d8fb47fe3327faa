import { z } from "zod";
import type { Ballot } from "../ballot.ts";
import { PitchId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";

/** One ballot a shark a round: the last one counts, every change is kept. */
export async function putBallot(
  tx: Tx,
  roundId: number,
  ballot: Ballot,
  at: Date,
): Promise<{ readonly changes: number }> {
  const content = JSON.stringify(ballot);
  const row = { round_id: roundId, shark: ballot.shark, content, cast_at: at };
  await tx.insertInto("ballot_change").values(row).execute();
  const stored = await tx
    .insertInto("ballot")
    .values({ ...row, changes: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(["round_id", "shark"])
        .doUpdateSet((columns) => ({ content, cast_at: at, changes: columns("ballot.changes", "+", 1) })),
    )
    .returning("changes")
    .executeTakeFirstOrThrow();
  return stored;
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

const Stored = z.strictObject({
  shark: z.string(),
  fund: PitchId.nullable(),
  chances: z.array(z.strictObject({ pitch: PitchId, percent: z.number() })),
  speedup: z.number().nullable(),
  reason: z.string().nullable(),
});
