import { sql } from "kysely";
import type { Ballot } from "../ballot.ts";
import { PitchId } from "../round/round-state.ts";
import { storedBallot } from "./ballots.ts";
import type { Db } from "./database.ts";

/** How many sharks funded a pitch of a round; `pitch` null: none of them. */
export interface Funds {
  readonly roundId: number;
  readonly pitch: PitchId | null;
  readonly funds: number;
}

/** The funds of some rounds; nobody can withdraw a pitch that has any. */
export async function fundsOf(db: Db, rounds: readonly number[]): Promise<readonly Funds[]> {
  if (rounds.length === 0) return [];
  const rows = await db
    .selectFrom("ballot")
    .select(["round_id", sql<number | null>`(content ->> 'fund')::integer`.as("fund")])
    .select((columns) => columns.fn.countAll<number>().as("funds"))
    .where("round_id", "in", rounds)
    .groupBy(["round_id", "fund"])
    .execute();
  return rows.map(({ round_id: roundId, fund, funds }) => ({
    roundId,
    pitch: fund === null ? null : PitchId.parse(fund),
    funds: Number(funds),
  }));
}

/** What was said with ballots that funded one of these pitches: the first few of each round, by their sharks' names. */
export async function reasonsFor(
  db: Db,
  pitches: readonly PitchId[],
  most: number,
): Promise<readonly { readonly roundId: number; readonly shark: string; readonly reason: string }[]> {
  if (pitches.length === 0) return [];
  const rounds = db.selectFrom("pitch").select("round_id").where("id", "in", pitches);
  const said = db
    .selectFrom("ballot")
    .select(["round_id as roundId", "shark", sql<string>`content ->> 'reason'`.as("reason")])
    .select(sql<number>`row_number() over (partition by round_id order by shark)`.as("nth"))
    .where("round_id", "in", rounds)
    .where(sql<number>`(content ->> 'fund')::integer`, "in", pitches)
    .where(sql<string>`content ->> 'reason'`, "is not", null);
  return db
    .selectFrom(said.as("said"))
    .select(["roundId", "shark", "reason"])
    .where("nth", "<=", most)
    .orderBy("roundId")
    .orderBy("nth")
    .execute();
}

/** One shark's ballots of a season, by their rounds. */
export async function ballotsBy(db: Db, seasonId: number, shark: string): Promise<ReadonlyMap<number, Ballot>> {
  const rows = await db
    .selectFrom("round")
    .innerJoin("ballot", "ballot.round_id", "round.id")
    .select(["round.id", "ballot.content"])
    .where("round.season_id", "=", seasonId)
    .where("ballot.shark", "=", shark)
    .execute();
  return new Map(rows.map(({ id, content }) => [id, storedBallot(content)]));
}
