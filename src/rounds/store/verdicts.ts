import { applyRuling, type Ruling } from "../judging/verdict/apply-ruling.ts";
import type { Verdict } from "../judging/verdict/verdict.ts";
import type { Db, Tx } from "./database.ts";
import type { Provenance, RunPurpose } from "./run-tables.ts";
import type { RunRow } from "./runs.ts";

/** Bumped when the same report could be judged differently; a stored verdict keeps the rules it was judged by. */
const verdictRulesVersion = 2;

export async function putVerdict(
  tx: Tx,
  run: Pick<RunRow, "id" | "round_id" | "pitch_id">,
  verdict: Verdict,
  ran: Provenance | null,
  at: Date,
): Promise<void> {
  await tx
    .insertInto("verdict")
    .values({
      run_id: run.id,
      round_id: run.round_id,
      pitch_id: run.pitch_id,
      body: JSON.stringify(verdict),
      rules_version: verdictRulesVersion,
      ran: ran === null ? null : JSON.stringify(ran),
      decided_at: at,
    })
    .execute();
}

export interface StoredVerdict {
  readonly runId: number;
  readonly roundId: number | null;
  readonly pitchId: number | null;
  readonly purpose: RunPurpose;
  /** As it counts: with the host's ruling, where there is one. */
  readonly verdict: Verdict;
  readonly ran: Provenance | null;
  readonly ruling: Ruling | null;
}

/** The verdicts of a round's runs, in the order in which they were decided. */
export async function verdictsOf(db: Db, roundId: number): Promise<readonly StoredVerdict[]> {
  const rows = await verdictQuery(db).where("verdict.round_id", "=", roundId).orderBy("verdict.run_id").execute();
  return rows.map(stored);
}

export async function getVerdict(db: Db, runId: number): Promise<StoredVerdict> {
  return stored(await verdictQuery(db).where("verdict.run_id", "=", runId).executeTakeFirstOrThrow());
}

/** A season's verdicts on one version of its problem, tainted ones left out. */
export async function verdictsOfProblem(
  db: Db,
  seasonId: number,
  problemVersionId: number,
): Promise<readonly StoredVerdict[]> {
  const query = verdictQuery(db).where("run.season_id", "=", seasonId);
  const rows = await query.where("run.problem_version_id", "=", problemVersionId).orderBy("verdict.run_id").execute();
  return rows.map(stored).filter(({ ruling }) => !ruling?.tainted);
}

/** Keeps a host's word beside a verdict; the last one counts. */
export async function insertRuling(tx: Tx, row: Ruling & { readonly runId: number; readonly at: Date }): Promise<void> {
  const { runId: run_id, verdict, tainted, host, reason, at: ruled_at } = row;
  await tx.insertInto("ruling").values({ run_id, verdict, tainted, host, reason, ruled_at }).execute();
}

function verdictQuery(db: Db) {
  return db
    .selectFrom("verdict")
    .innerJoin("run", "run.id", "verdict.run_id")
    .leftJoinLateral(
      (inner) =>
        inner
          .selectFrom("ruling")
          .select(["ruling.verdict as ruled", "ruling.tainted", "ruling.host", "ruling.reason"])
          .whereRef("ruling.run_id", "=", "verdict.run_id")
          .orderBy("ruling.id", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .select(["verdict.run_id", "verdict.round_id", "verdict.pitch_id", "verdict.body", "verdict.ran", "run.purpose"])
    .select(["last.ruled", "last.tainted", "last.host", "last.reason"]);
}

type VerdictRow = Awaited<ReturnType<ReturnType<typeof verdictQuery>["executeTakeFirstOrThrow"]>>;

function stored(row: VerdictRow): StoredVerdict {
  const { ruled, tainted, host, reason } = row;
  const ruling =
    tainted === null || host === null || reason === null ? null : { verdict: ruled, tainted, host, reason };
  return {
    runId: row.run_id,
    roundId: row.round_id,
    pitchId: row.pitch_id,
    purpose: row.purpose,
    verdict: applyRuling(row.body, ruling),
    ran: row.ran,
    ruling,
  };
}
