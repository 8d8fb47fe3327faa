import type { Db } from "./database.ts";
import { getPitch } from "./pitches.ts";

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
    .select(["baseline.source_sha256", "baseline.pitch_id", "round.number"])
    .where("baseline.season_id", "=", seasonId)
    .orderBy("baseline.id")
    .execute();
  const chain: Ancestor[] = [];
  for (const { source_sha256: sha256, pitch_id, number: round } of rows) {
    chain.push({ sha256, round, pitch: pitch_id === null ? null : await parentage(db, pitch_id) });
  }
  return chain;
}

async function parentage(db: Db, pitchId: number): Promise<Ancestor["pitch"]> {
  const { letter, content, parents } = await getPitch(db, pitchId);
  const combined: string[] = [];
  for (const id of parents) combined.push((await getPitch(db, id)).content.title);
  return { letter, title: content.title, authors: content.authors, parents: combined };
}
