import type { ProofOutcome } from "../judging/judge-proof.ts";
import { PitchId } from "../round/round-state.ts";
import type { Db, Tx } from "./database.ts";

/** A demand to build and check a pitch's code before the vote closes, and how far it is. */
export interface ProofRow {
  readonly id: number;
  readonly pitchId: PitchId;
  readonly demandedBy: string;
  readonly demandedAt: Date;
  /** The case that it times; null: it builds and checks. */
  readonly caseLabel: string | null;
  readonly state: ProofState;
  readonly runId: number | null;
  /** Whose proof it is: the hash of the code that runs or ran; null while there is none. */
  readonly code: string | null;
  readonly outcome: ProofOutcome | null;
}

/** `waiting` for code; `abandoned`: the runner gave up, which says nothing about the code. */
export type ProofState = "waiting" | "running" | "judged" | "abandoned" | "cancelled";

export async function insertProof(
  tx: Tx,
  row: { pitchId: PitchId; demandedBy: string; caseLabel: string | null; at: Date },
): Promise<number> {
  const inserted = await tx
    .insertInto("proof")
    .values({
      pitch_id: row.pitchId,
      run_id: null,
      demanded_by: row.demandedBy,
      case_label: row.caseLabel,
      demanded_at: row.at,
      outcome: null,
      judged_at: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return inserted.id;
}

export async function setProofRun(tx: Tx, id: number, runId: number): Promise<void> {
  await tx.updateTable("proof").set({ run_id: runId }).where("id", "=", id).execute();
}

/** Stores what a proof's run showed; returns the proof's id. */
export async function putProofOutcome(tx: Tx, runId: number, outcome: ProofOutcome, at: Date): Promise<number> {
  const updated = await tx
    .updateTable("proof")
    .set({ outcome: JSON.stringify(outcome), judged_at: at })
    .where("run_id", "=", runId)
    .returning("id")
    .executeTakeFirstOrThrow();
  return updated.id;
}

export async function getProof(db: Db, id: number): Promise<ProofRow> {
  return proofRow(await query(db).where("proof.id", "=", id).executeTakeFirstOrThrow());
}

export async function getProofOfRun(db: Db, runId: number): Promise<ProofRow> {
  return proofRow(await query(db).where("proof.run_id", "=", runId).executeTakeFirstOrThrow());
}

/** The proofs demanded of some pitches, in the order of the demands. */
export async function proofsOf(db: Db, pitches: readonly PitchId[]): Promise<readonly ProofRow[]> {
  if (pitches.length === 0) return [];
  return (await query(db).where("proof.pitch_id", "in", pitches).orderBy("proof.id").execute()).map(proofRow);
}

function query(db: Db) {
  return db
    .selectFrom("proof")
    .leftJoin("run", "run.id", "proof.run_id")
    .select(["proof.id", "proof.pitch_id", "proof.demanded_by", "proof.demanded_at", "proof.case_label"])
    .select(["proof.run_id", "proof.outcome", "run.state", "run.candidate_sha256", "run.baseline_sha256"]);
}

type Selected = Awaited<ReturnType<ReturnType<typeof query>["executeTakeFirstOrThrow"]>>;

function proofRow(row: Selected): ProofRow {
  return {
    id: row.id,
    pitchId: PitchId.parse(row.pitch_id),
    demandedBy: row.demanded_by,
    demandedAt: row.demanded_at,
    caseLabel: row.case_label,
    state: stateOf(row.state),
    runId: row.run_id,
    // Where the baseline is to be repaired, the code runs alone in its place.
    code: row.candidate_sha256 ?? row.baseline_sha256,
    outcome: row.outcome,
  };
}

function stateOf(run: Selected["state"]): ProofState {
  if (run === null) return "waiting";
  return run === "queued" || run === "running" || run === "reported" ? "running" : run;
}
