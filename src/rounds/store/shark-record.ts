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
