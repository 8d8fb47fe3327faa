import type { Evidence, Season } from "../season.ts";
import type { Db, Tx } from "./database.ts";

/** A rule found on the way; with `knob`, the knob that it locks. */
export interface Constraint {
  readonly id: number;
  readonly knob: string | null;
  /** How the kernel's comment says it: CANNOT CHANGE. */
  readonly says: string | null;
  readonly why: string;
  readonly evidence: Evidence;
  /** The round that taught it, in words; null where nobody wrote it down. */
  readonly taughtBy: string | null;
}

/** The constraints in force, oldest first. */
export async function constraintsOf(db: Db, seasonId: number): Promise<readonly Constraint[]> {
  const rows = await db
    .selectFrom("season_constraint")
    .leftJoin("round", "round.id", "season_constraint.round_id")
    .select(["season_constraint.id", "knob", "says", "why", "evidence", "taught_by", "round.number"])
    .where("season_constraint.season_id", "=", seasonId)
    .where("lifted_at", "is", null)
    .orderBy("season_constraint.id")
    .execute();
  return rows.map(({ taught_by, number, ...row }) => ({
    ...row,
    taughtBy: number === null ? taught_by : `round ${number}`,
  }));
}

/** The constraints that a season's file names, as it tells them. */
export async function insertToldConstraints(
  tx: Tx,
  seasonId: number,
  told: Season["constraints"],
  at: Date,
): Promise<void> {
  for (const { knob, says, why, evidence, round } of told) {
    await insertConstraint(tx, {
      seasonId,
      knob: knob ?? null,
      says,
      why,
      evidence,
      roundId: null,
      taughtBy: round === undefined ? null : `round ${round}`,
      author: null,
      at,
    });
  }
}

export async function insertConstraint(
  tx: Tx,
  row: Omit<Constraint, "id"> & {
    readonly seasonId: number;
    readonly roundId: number | null;
    readonly author: string | null;
    readonly at: Date;
  },
): Promise<void> {
  const { seasonId, knob, says, why, evidence, roundId, taughtBy, author, at } = row;
  await tx
    .insertInto("season_constraint")
    .values({
      season_id: seasonId,
      knob,
      says,
      why,
      evidence,
      round_id: roundId,
      taught_by: taughtBy,
      author,
      created_at: at,
    })
    .execute();
}

/** Lifts what locks a knob; false where nothing did. */
export async function liftConstraints(tx: Tx, seasonId: number, knob: string, at: Date): Promise<boolean> {
  const lifted = await tx
    .updateTable("season_constraint")
    .set({ lifted_at: at })
    .where("season_id", "=", seasonId)
    .where("knob", "=", knob)
    .where("lifted_at", "is", null)
    .returning("id")
    .execute();
  return lifted.length > 0;
}
