import { z } from "zod";
import type { Db } from "./database.ts";
import { getPitch, type PitchRow } from "./pitches.ts";

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
    .select(["id", "content"])
    .where("season_id", "=", seasonId)
    .orderBy("id")
    .execute();
  const own = rows.filter(({ content }) => Authors.parse(content).authors.includes(author));
  const pitches: PitchRow[] = [];
  for (const { id } of own) pitches.push(await getPitch(db, id));
  return pitches;
}

const Authors = z.object({ authors: z.array(z.string()) });
