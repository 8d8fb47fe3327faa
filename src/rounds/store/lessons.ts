import type { ApproachStatus, Evidence } from "../season.ts";
import type { Db, Tx } from "./database.ts";

/** A lesson in its latest words. */
export interface LearnedLesson {
  readonly id: number;
  /** The round that taught it; null: it was written outside any. */
  readonly round: number | null;
  readonly roundId: number | null;
  /** Null: it is about no one approach. */
  readonly approach: string | null;
  readonly status: ApproachStatus | null;
  readonly text: string;
  readonly evidence: Evidence;
  /** The host who wrote it; null: a verdict taught it. */
  readonly author: string | null;
}

/** Keeps a lesson that moves no approach, or mends the words of an earlier one. */
export async function insertLesson(
  tx: Tx,
  row: {
    readonly seasonId: number;
    readonly roundId: number | null;
    readonly approach: string | null;
    /** What it says of the approach; null: it moves none. */
    readonly status?: ApproachStatus | null;
    readonly text: string;
    readonly evidence: Evidence;
    readonly author: string | null;
    readonly replaces: number | null;
    readonly at: Date;
  },
): Promise<void> {
  const { seasonId, roundId, approach, status = null, text, evidence, author, replaces, at } = row;
  await tx
    .insertInto("lesson")
    .values({
      season_id: seasonId,
      round_id: roundId,
      approach,
      status,
      text,
      evidence,
      author,
      replaces,
      created_at: at,
    })
    .execute();
}

/** True for a lesson that stands by itself, and with no approach's status. */
export function movesNone({ approach, status }: LearnedLesson): boolean {
  return approach === null || status === null;
}

/** What a season has learned, oldest first; a lesson whose words were mended shows only the new ones. */
export async function lessonsLearned(db: Db, seasonId: number): Promise<readonly LearnedLesson[]> {
  const rows = await db
    .selectFrom("lesson")
    .leftJoin("round", "round.id", "lesson.round_id")
    .select([
      "lesson.id",
      "round.number as round",
      "lesson.round_id as roundId",
      "approach",
      "status",
      "text",
      "evidence",
      "author",
      "replaces",
    ])
    .where("lesson.season_id", "=", seasonId)
    .orderBy("lesson.id")
    .execute();
  const mended = new Set(rows.map(({ replaces }) => replaces));
  return rows.filter(({ id }) => !mended.has(id)).map(({ replaces: _, ...lesson }) => lesson);
}
