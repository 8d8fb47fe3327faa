import { z } from "zod";
import { PitchId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";
import { lockName } from "./lock-name.ts";

/** A question about a pitch, with its answer once there is one. */
export interface QuestionRow {
  readonly id: number;
  readonly seasonId: number;
  readonly pitchId: PitchId;
  /** Counted through the season: Q1, Q2 … */
  readonly number: number;
  readonly asker: string;
  readonly text: string;
  readonly askedAt: Date;
  readonly answer: { readonly by: string; readonly text: string; readonly at: Date } | null;
}

export async function insertQuestion(
  tx: Tx,
  row: { seasonId: number; pitchId: PitchId; asker: string; text: string; at: Date },
): Promise<QuestionRow> {
  await lockName(tx, `questions:${row.seasonId}`);
  const last = await tx
    .selectFrom("question")
    .select((columns) => columns.fn.max("number").as("number"))
    .where("season_id", "=", row.seasonId)
    .executeTakeFirst();
  const inserted = await tx
    .insertInto("question")
    .values({
      season_id: row.seasonId,
      pitch_id: row.pitchId,
      number: (last?.number ?? 0) + 1,
      asker: row.asker,
      text: row.text,
      asked_at: row.at,
      answerer: null,
      answer: null,
      answered_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return parseRow(inserted);
}

/** Answers a question, or mends its answer: the last one stands. */
export async function putAnswer(
  tx: Tx,
  id: number,
  answer: { readonly by: string; readonly text: string; readonly at: Date },
): Promise<QuestionRow> {
  const updated = await tx
    .updateTable("question")
    .set({ answerer: answer.by, answer: answer.text, answered_at: answer.at })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return parseRow(updated);
}

/** Loads a question by its number, and keeps it from changing until the transaction ends. */
export async function lockQuestion(tx: Tx, seasonId: number, number: number): Promise<QuestionRow | null> {
  const row = await tx
    .selectFrom("question")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where("number", "=", number)
    .forUpdate()
    .executeTakeFirst();
  return row ? parseRow(row) : null;
}

export async function getQuestion(db: Db, id: number): Promise<QuestionRow> {
  return parseRow(await db.selectFrom("question").selectAll().where("id", "=", id).executeTakeFirstOrThrow());
}

/** The questions about some pitches, in the order in which they were asked. */
export async function questionsOf(db: Db, pitches: readonly PitchId[]): Promise<readonly QuestionRow[]> {
  if (pitches.length === 0) return [];
  const rows = await db.selectFrom("question").selectAll().where("pitch_id", "in", pitches).orderBy("number").execute();
  return rows.map(parseRow);
}

/** The newest question of a season; 0: there is none. */
export async function lastQuestionNumber(db: Db, seasonId: number): Promise<number> {
  const last = await db
    .selectFrom("question")
    .select((columns) => columns.fn.max("number").as("number"))
    .where("season_id", "=", seasonId)
    .executeTakeFirst();
  return last?.number ?? 0;
}

const Row = z.object({
  id: z.number(),
  season_id: z.number(),
  pitch_id: PitchId,
  number: z.number(),
  asker: z.string(),
  text: z.string(),
  asked_at: z.date(),
  answerer: z.string().nullable(),
  answer: z.string().nullable(),
  answered_at: z.date().nullable(),
});

function parseRow(row: unknown): QuestionRow {
  const { answerer, answer, answered_at, ...parsed } = Row.parse(row);
  const isAnswered = answerer !== null && answer !== null && answered_at !== null;
  return {
    id: parsed.id,
    seasonId: parsed.season_id,
    pitchId: parsed.pitch_id,
    number: parsed.number,
    asker: parsed.asker,
    text: parsed.text,
    askedAt: parsed.asked_at,
    answer: isAnswered ? { by: answerer, text: answer, at: answered_at } : null,
  };
}

/** A season's question by its number, to be read; null where there is none. */
export async function findQuestion(db: Db, seasonId: number, number: number): Promise<QuestionRow | null> {
  const row = await db
    .selectFrom("question")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where("number", "=", number)
    .executeTakeFirst();
  return row ? parseRow(row) : null;
}
