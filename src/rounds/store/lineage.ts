import type { Db } from "./database.ts";

/** One link of the chain of baselines. */
export interface Ancestor {
  readonly sha256: string;
  /** The round that promoted it; null: the problem's own. */
  readonly round: number | null;
  /** The pitch that it was; null: the problem's own. */
  readonly pitch: {
    readonly letter: string;
    readonly title: string;
    readonly authors: readonly string[];
    /** Titles of the pitches that it combines. */
    readonly parents: readonly string[];
  } | null;
}

/** A season's baselines, from the problem's own to the one that must be beaten. */
export async function lineageOf(db: Db, seasonId: number): Promise<readonly Ancestor[]> {
  const rows = await db
    .selectFrom("baseline")
    .leftJoin("round", "round.id", "baseline.round_id")
    .leftJoin("pitch", "pitch.id", "baseline.pitch_id")
    .select(["baseline.source_sha256", "round.number", "pitch.letter", "pitch.content", "pitch.parents"])
    .where("baseline.season_id", "=", seasonId)
    .orderBy("baseline.id")
    .execute();
  const titles = await titlesOf(db, [...new Set(rows.flatMap(({ parents }) => parents ?? []))]);
  return rows.map(({ source_sha256: sha256, number: round, letter, content, parents }): Ancestor => {
    if (letter === null || content === null) return { sha256, round, pitch: null };
    const { title, authors } = content;
    const combined = (parents ?? []).flatMap((id) => titles.get(id) ?? []);
    return { sha256, round, pitch: { letter, title, authors, parents: combined } };
  });
}

async function titlesOf(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("pitch").select(["id", "content"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, content }) => [id, content.title]));
}
