import { sql } from "kysely";
import type { Prediction } from "../pitch.ts";
import { PitchId } from "../round/round-state.ts";
import type { Db } from "./database.ts";
import { inLetterOrder } from "./pitches.ts";

/** As much of a pitch as a line about the past needs. */
export interface PastPitch {
  readonly id: PitchId;
  readonly roundId: number;
  readonly letter: string;
  readonly title: string;
  readonly prediction: Prediction | null;
}

/** The pitches of some rounds in their letters' order, withdrawn ones left out. */
export async function pastPitchesOf(db: Db, rounds: readonly number[]): Promise<readonly PastPitch[]> {
  if (rounds.length === 0) return [];
  return (await query(db).where("round_id", "in", rounds).execute()).map(pastPitch);
}

/** Those of these pitches that are in a round and were not withdrawn. */
export async function pastPitches(db: Db, ids: readonly PitchId[]): Promise<readonly PastPitch[]> {
  if (ids.length === 0) return [];
  return (await query(db).where("pitch.id", "in", ids).execute()).map(pastPitch);
}

function query(db: Db) {
  return db
    .selectFrom("pitch")
    .select(["id", "round_id", "letter"])
    .select([
      sql<string>`content ->> 'title'`.as("title"),
      sql<Prediction | null>`content -> 'prediction'`.as("prediction"),
    ])
    .where("round_id", "is not", null)
    .where("state", "<>", "withdrawn")
    .orderBy("round_id")
    .orderBy(inLetterOrder);
}

function pastPitch(row: Awaited<ReturnType<ReturnType<typeof query>["executeTakeFirstOrThrow"]>>): PastPitch {
  const { id, round_id, letter, title, prediction } = row;
  return { id: PitchId.parse(id), roundId: Number(round_id), letter, title, prediction };
}
