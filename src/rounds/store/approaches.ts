import type { Selectable } from "kysely";
import type { Lesson } from "../memory/lessons.ts";
import type { Evidence, Season } from "../season.ts";
import type { Db, Tx } from "./database.ts";
import type { ApproachTable, Scope } from "./memory-tables.ts";

export type ApproachRow = Selectable<ApproachTable>;

export async function approachesOf(db: Db, seasonId: number): Promise<readonly ApproachRow[]> {
  return db.selectFrom("approach").selectAll().where("season_id", "=", seasonId).orderBy("id").execute();
}

/** The approaches that a season's file names, as it tells them. */
export async function insertApproaches(tx: Tx, seasonId: number, told: Season["approaches"], at: Date): Promise<void> {
  const rows = Object.entries(told).map(([key, { status, evidence, why, round }]) => ({
    season_id: seasonId,
    key,
    status,
    evidence,
    why: JSON.stringify(why),
    round_id: null,
    taught_by: round === undefined ? null : `round ${round}`,
    changed_at: at,
  }));
  if (rows.length > 0) await tx.insertInto("approach").values(rows).execute();
}

/** Gives an approach's reason new words, where it still stands on the old ones. */
export async function mendWhy(
  tx: Tx,
  mended: { readonly seasonId: number; readonly key: string; readonly from: string; readonly to: string },
): Promise<void> {
  const { seasonId, key, from, to } = mended;
  const known = (await approachesOf(tx, seasonId)).find((approach) => approach.key === key);
  if (!known?.why.includes(from)) return;
  const why = JSON.stringify(known.why.map((text) => (text === from ? to : text)));
  await tx.updateTable("approach").set({ why }).where("id", "=", known.id).execute();
}

/** Moves an approach, and keeps the lesson that moved it. */
export async function setApproach(
  tx: Tx,
  row: {
    readonly seasonId: number;
    readonly key: string;
    readonly roundId: number | null;
    readonly lesson: Lesson;
    readonly evidence: Evidence;
    /** Where a measurement holds; null for what was not measured. */
    readonly scope: Scope | null;
    /** The host who says so; null: a verdict. */
    readonly author: string | null;
    readonly at: Date;
  },
): Promise<void> {
  const { status, text } = row.lesson;
  const scope = row.scope === null ? null : JSON.stringify(row.scope);
  await tx
    .updateTable("approach")
    .set({
      status,
      evidence: row.evidence,
      why: JSON.stringify([text]),
      scope,
      round_id: row.roundId,
      taught_by: null,
      changed_at: row.at,
    })
    .where("season_id", "=", row.seasonId)
    .where("key", "=", row.key)
    .execute();
  await tx
    .insertInto("lesson")
    .values({
      season_id: row.seasonId,
      round_id: row.roundId,
      approach: row.key,
      status,
      text,
      evidence: row.evidence,
      author: row.author,
      replaces: null,
      created_at: row.at,
    })
    .execute();
}
