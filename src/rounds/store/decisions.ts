import type { RoundId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";

export interface Decision {
  readonly host: string;
  readonly decision: string;
  readonly reason: string;
}

/** Keeps what a host decided, and why; `roundId` null: outside any round. */
export async function insertDecision(
  tx: Tx,
  row: Decision & { readonly seasonId: number; readonly roundId: RoundId | null; readonly at: Date },
): Promise<void> {
  const { seasonId, roundId, host, decision, reason, at } = row;
  await tx
    .insertInto("decision")
    .values({ season_id: seasonId, round_id: roundId, host, decision, reason, decided_at: at })
    .execute();
}

/** What was decided in some rounds, in order. */
export async function decisionsOfRounds(
  db: Db,
  rounds: readonly RoundId[],
): Promise<readonly (Decision & { readonly roundId: number | null })[]> {
  if (rounds.length === 0) return [];
  return db
    .selectFrom("decision")
    .select(["round_id as roundId", "host", "decision", "reason"])
    .where("round_id", "in", rounds)
    .orderBy("id")
    .execute();
}

/** What was decided in a round, in order. */
export async function decisionsOf(db: Db, roundId: number): Promise<readonly Decision[]> {
  return db
    .selectFrom("decision")
    .select(["host", "decision", "reason"])
    .where("round_id", "=", roundId)
    .orderBy("id")
    .execute();
}
