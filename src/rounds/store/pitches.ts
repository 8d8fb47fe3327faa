import { sql } from "kysely";
import { z } from "zod";
import { PitchInput } from "../pitch.ts";
import { letterAt, mostInRound } from "../pitching/pitch-letter.ts";
import { PitchId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";
import type { SweepPart } from "./round-tables.ts";

export interface PitchRow {
  readonly id: PitchId;
  readonly seasonId: number;
  readonly roundId: number | null;
  readonly letter: string;
  readonly content: PitchInput;
  readonly sourceSha256: string | null;
  /** What a sweep tries; null where the candidate is one kernel. */
  readonly sweep: readonly SweepPart[] | null;
  /** The pitches that this one combines. */
  readonly parents: readonly PitchId[];
  readonly state: "open" | "frozen" | "withdrawn";
}

export async function insertPitch(
  tx: Tx,
  row: {
    seasonId: number;
    roundId: number | null;
    letter: string;
    content: PitchInput;
    sourceSha256: string | null;
    sweep?: readonly SweepPart[] | null;
    parents?: readonly PitchId[];
    at: Date;
  },
): Promise<PitchId> {
  const inserted = await tx
    .insertInto("pitch")
    .values({
      season_id: row.seasonId,
      round_id: row.roundId,
      letter: row.letter,
      content: JSON.stringify(row.content),
      source_sha256: row.sourceSha256,
      sweep: row.sweep ? JSON.stringify(row.sweep) : null,
      parents: JSON.stringify(row.parents ?? []),
      state: "open",
      endorses: null,
      created_at: row.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return PitchId.parse(inserted.id);
}

/** Z stands before AA. */
export const inLetterOrder = sql`length(letter), letter collate "C"`;

/** The pitches of a round in their letters' order, withdrawn ones left out. */
export async function pitchesOf(db: Db, roundId: number): Promise<readonly PitchRow[]> {
  const rows = await db
    .selectFrom("pitch")
    .selectAll()
    .where("round_id", "=", roundId)
    .where("state", "<>", "withdrawn")
    .orderBy(inLetterOrder)
    .execute();
  return rows.map(pitchRow);
}

export async function getPitch(db: Db, id: number): Promise<PitchRow> {
  return pitchRow(await db.selectFrom("pitch").selectAll().where("id", "=", id).executeTakeFirstOrThrow());
}

/** A, B, C …: the next letter of a round, null where it is full; withdrawn pitches keep theirs. */
export async function nextLetter(tx: Tx, roundId: number): Promise<string | null> {
  const taken = await tx
    .selectFrom("pitch")
    .select((columns) => columns.fn.countAll<number>().as("count"))
    .where("round_id", "=", roundId)
    .executeTakeFirstOrThrow();
  const count = Number(taken.count);
  return count < mostInRound ? letterAt(count) : null;
}

export async function freezePitches(tx: Tx, roundId: number): Promise<void> {
  await tx
    .updateTable("pitch")
    .set({ state: "frozen" })
    .where("round_id", "=", roundId)
    .where("state", "=", "open")
    .execute();
}

/** Writes what a pitch says and would run anew; its letter and its place stay. */
/** The kernel that a pitch is judged by: of a sweep, the best of its combinations. */
export async function setPitchSource(tx: Tx, id: PitchId, sha256: string): Promise<void> {
  await tx.updateTable("pitch").set({ source_sha256: sha256 }).where("id", "=", id).execute();
}

export async function updatePitch(
  tx: Tx,
  { id, content, sourceSha256, sweep, parents }: Omit<PitchRow, "seasonId" | "roundId" | "letter" | "state">,
): Promise<void> {
  await tx
    .updateTable("pitch")
    .set({
      content: JSON.stringify(content),
      source_sha256: sourceSha256,
      sweep: sweep === null ? null : JSON.stringify(sweep),
      parents: JSON.stringify(parents),
    })
    .where("id", "=", id)
    .execute();
}

const Row = z.object({
  id: PitchId,
  season_id: z.number(),
  round_id: z.number().nullable(),
  letter: z.string(),
  content: PitchInput,
  source_sha256: z.string().nullable(),
  sweep: z.array(z.strictObject({ knobs: z.string(), sha256: z.string() })).nullable(),
  parents: z.array(PitchId),
  state: z.enum(["open", "frozen", "withdrawn"]),
});

/** A pitch as a query of the store reads it. */
export function pitchRow(row: unknown): PitchRow {
  const parsed = Row.parse(row);
  return {
    id: parsed.id,
    seasonId: parsed.season_id,
    roundId: parsed.round_id,
    letter: parsed.letter,
    content: parsed.content,
    sourceSha256: parsed.source_sha256,
    sweep: parsed.sweep,
    parents: parsed.parents,
    state: parsed.state,
  };
}
