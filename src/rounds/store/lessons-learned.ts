import type { ApproachStatus, Evidence } from "../season.ts";
import type { Db } from "./database.ts";

/** A lesson in its latest words. */
export interface LearnedLesson {
  readonly id: number;
  /** The round that taught it; null: it was written outside any. */
  readonly round: number | null;
  /** Null: it is about no one approach. */
  readonly approach: string | null;
  readonly status: ApproachStatus | null;
  readonly text: string;
  readonly evidence: Evidence;
  /** The host who wrote it; null: a verdict taught it. */
  readonly author: string | null;
}

/** What a season has learned, oldest first; a lesson whose words were mended shows only the new ones. */
export async function lessonsLearned(db: Db, seasonId: number): Promise<readonly LearnedLesson[]> {
  const rows = await db
    .selectFrom("lesson")
    .leftJoin("round", "round.id", "lesson.round_id")
    .select(["lesson.id", "round.number as round", "approach", "status", "text", "evidence", "author", "replaces"])
    .where("lesson.season_id", "=", seasonId)
    .orderBy("lesson.id")
    .execute();
  const mended = new Set(rows.map(({ replaces }) => replaces));
  return rows.filter(({ id }) => !mended.has(id)).map(({ replaces: _, ...lesson }) => lesson);
}
