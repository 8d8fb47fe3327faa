import type { Selectable } from "kysely";
import type { ApproachStatus, Evidence } from "../season.ts";
import type { Db, Tx } from "./database.ts";
import type { LessonTable } from "./tables.ts";

export type LessonRow = Selectable<LessonTable>;

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

/** The lessons of a season as they stand, oldest first: one whose words were mended is told in its new ones. */
export async function lessonsOf(db: Db, seasonId: number): Promise<readonly LessonRow[]> {
  const rows = await db.selectFrom("lesson").selectAll().where("season_id", "=", seasonId).orderBy("id").execute();
  return rows.filter(({ id }) => !rows.some(({ replaces }) => replaces === id));
}
