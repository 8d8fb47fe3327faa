import { sql } from "kysely";
import type { PitchInput } from "../pitch.ts";
import { letterAt, mostOnBench } from "../pitching/pitch-letter.ts";
import type { PitchId, RoundId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";
import { lockName } from "./lock-name.ts";
import { inLetterOrder, type PitchRow, pitchRow } from "./pitches.ts";
import type { SweepPart } from "./round-tables.ts";

/** The pitches that are in no round, in their letters' order. */
export async function benchOf(db: Db, seasonId: number): Promise<readonly PitchRow[]> {
  const rows = await onBench(db, seasonId).selectAll().orderBy(inLetterOrder).execute();
  return rows.map(pitchRow);
}

/** Nothing comes to the bench, and nothing leaves it, until the transaction ends. */
export async function lockBench(tx: Tx, seasonId: number): Promise<void> {
  await lockName(tx, `bench:${seasonId}`);
}

/** The lowest letter that is free on the bench, kept for this transaction; null where there is none. */
export async function nextBenchLetter(tx: Tx, seasonId: number): Promise<string | null> {
  await lockBench(tx, seasonId);
  const rows = await onBench(tx, seasonId).select("letter").execute();
  const taken = new Set(rows.map(({ letter }) => letter));
  for (let index = 0; index < mostOnBench; index++) if (!taken.has(letterAt(index))) return letterAt(index);
  return null;
}

/** A pitch that is to stand on the bench, with its code. */
export interface Placed {
  readonly seasonId: number;
  readonly sourceSha256: string | null;
  readonly sweep: readonly SweepPart[] | null;
}

/** The pitch on the bench that is the same: by its code, or where that is missing, by title and approach. */
export async function twinOnBench(
  tx: Tx,
  { seasonId, sourceSha256, sweep }: Placed,
  { title, approach }: Pick<PitchInput, "title" | "approach">,
): Promise<PitchRow | null> {
  const pitches = onBench(tx, seasonId).selectAll("pitch").orderBy("pitch.id");
  if (sourceSha256 === null) {
    const rows = await pitches.where(sql<string>`content ->> 'approach'`, "=", approach).execute();
    return rows.map(pitchRow).find((each) => plainTitle(each.content.title) === plainTitle(title)) ?? null;
  }
  const normal = tx.selectFrom("source").select("normal_sha256").where("sha256", "=", sourceSha256);
  const rows = await pitches
    .innerJoin("source", "source.sha256", "pitch.source_sha256")
    .where("source.normal_sha256", "=", normal)
    .execute();
  return rows.map(pitchRow).find((each) => sweepKey(each.sweep) === sweepKey(sweep)) ?? null;
}

function onBench(db: Db, seasonId: number) {
  return db
    .selectFrom("pitch")
    .where("season_id", "=", seasonId)
    .where("round_id", "is", null)
    .where("state", "=", "open");
}

const plainTitle = (title: string) => title.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** Two sweeps are the same where they try the same kernels. */
function sweepKey(sweep: readonly SweepPart[] | null): string {
  return (sweep ?? [])
    .map(({ sha256 }) => sha256)
    .toSorted()
    .join();
}

/** Takes a pitch from the bench into a round, under a letter of that round. */
export async function moveIntoRound(tx: Tx, id: PitchId, roundId: RoundId, letter: string): Promise<void> {
  await tx.updateTable("pitch").set({ round_id: roundId, letter }).where("id", "=", id).execute();
}
