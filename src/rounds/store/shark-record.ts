import { sql } from "kysely";
import type { Db } from "./database.ts";
import { type PitchRow, pitchRow } from "./pitches.ts";

/** What a shark earned in a round, a rerun's compensation included. */
export interface RoundEntry {
  readonly round: number;
  readonly points: number;
  /** How many stated chances were scored. */
  readonly statements: number;
}

/** A shark's own entries, a line a round. */
export async function entriesOf(db: Db, seasonId: number, shark: string): Promise<readonly RoundEntry[]> {
  const rows = await db
    .selectFrom("credibility_entry")
    .innerJoin("round", "round.id", "credibility_entry.round_id")
    .select(["round.number as round", (columns) => columns.fn.sum<number>("points").as("points")])
    .select((columns) => columns.fn.max("statements").as("statements"))
    .where("credibility_entry.season_id", "=", seasonId)
    .where("shark", "=", shark)
    .groupBy("round.number")
    .orderBy("round.number")
    .execute();
  return rows.map(({ round, points, statements }) => ({ round, points: Number(points), statements }));
}

/** What an agent of somebody's earned in all rounds. */
export interface AgentRecord {
  readonly agent: string;
  readonly rounds: number;
  readonly points: number;
}

/** The agents of a person that were scored in a season, a line each. */
export async function agentsOf(db: Db, seasonId: number, owner: string): Promise<readonly AgentRecord[]> {
  const rows = await db
    .selectFrom("credibility_entry")
    .select([sql<string>`shark`.as("agent"), (columns) => columns.fn.sum<number>("points").as("points")])
    .select(sql<number>`count(distinct round_id)::integer`.as("rounds"))
    .where("season_id", "=", seasonId)
    .where(sql<boolean>`split_part(shark, '/', 1) = ${owner}`)
    .where("shark", "<>", owner)
    .groupBy("shark")
    .orderBy("shark")
    .execute();
  return rows.map(({ agent, rounds, points }) => ({ agent, rounds, points: Number(points) }));
}

/** Every pitch that somebody wrote or helped to write in a season, withdrawn ones too, oldest first. */
export async function pitchesBy(db: Db, seasonId: number, author: string): Promise<readonly PitchRow[]> {
  const rows = await db
    .selectFrom("pitch")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where(sql<boolean>`content -> 'authors' ? ${author}`)
    .orderBy("id")
    .execute();
  return rows.map(pitchRow);
}
