import { sql } from "kysely";
import type { Verdict } from "../judging/verdict.ts";
import type { Db, Tx } from "./database.ts";
import type { RunRow } from "./runs.ts";
import type { RunPurpose } from "./tables.ts";

/** Bumped when the same report could be judged differently; a stored verdict keeps the rules it was judged by. */
const verdictRulesVersion = 1;

export async function putVerdict(
  tx: Tx,
  run: Pick<RunRow, "id" | "round_id" | "pitch_id">,
  verdict: Verdict,
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
      decided_at: at,
    })
    .execute();
}

/** What really ran, and on what; null where nothing did. */
export interface Provenance {
  readonly machine: string;
  readonly sandbox: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly baseline: string;
  readonly candidate: string | null;
}

export interface StoredVerdict {
  readonly runId: number;
  readonly roundId: number | null;
  readonly pitchId: number | null;
  readonly purpose: RunPurpose;
  readonly verdict: Verdict;
  readonly ran: Provenance | null;
}

/** The verdicts of a round's runs, in the order in which they were decided. */
export async function verdictsOf(db: Db, roundId: number): Promise<readonly StoredVerdict[]> {
  const rows = await verdictQuery(db).where("verdict.round_id", "=", roundId).orderBy("verdict.run_id").execute();
  return rows.map(stored);
}

export async function getVerdict(db: Db, runId: number): Promise<StoredVerdict> {
  return stored(await verdictQuery(db).where("verdict.run_id", "=", runId).executeTakeFirstOrThrow());
}

/** The verdict that this very code already has in a season against this baseline and problem version. */
export async function findVerdictOfCode(
  db: Db,
  code: {
    readonly seasonId: number;
    readonly baseline: string;
    readonly candidate: string;
    readonly problemVersionId: number;
  },
): Promise<{ readonly roundNumber: number | null; readonly verdict: Verdict } | null> {
  const row = await db
    .selectFrom("verdict")
    .innerJoin("run", "run.id", "verdict.run_id")
    .leftJoin("round", "round.id", "verdict.round_id")
    .select(["verdict.body", "round.number"])
    .where("run.season_id", "=", code.seasonId)
    .where("run.baseline_sha256", "=", code.baseline)
    .where("run.candidate_sha256", "=", code.candidate)
    .where("run.problem_version_id", "=", code.problemVersionId)
    .where("run.purpose", "=", "verdict")
    .orderBy("verdict.run_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { roundNumber: row.number, verdict: row.body } : null;
}

function verdictQuery(db: Db) {
  return db
    .selectFrom("verdict")
    .innerJoin("run", "run.id", "verdict.run_id")
    .leftJoin("report", (join) =>
      join.onRef("report.run_id", "=", "run.id").onRef("report.attempt", "=", "run.attempt"),
    )
    .select(["verdict.run_id", "verdict.round_id", "verdict.pitch_id", "verdict.body", "run.purpose"])
    .select([
      "run.baseline_sha256",
      "run.candidate_sha256",
      // The samples beside these facts are large, and nobody asked for them.
      sql<string | null>`report.body #>> '{report,machine,name}'`.as("machine"),
      sql<string | null>`report.body #>> '{report,sandbox}'`.as("sandbox"),
      sql<Record<string, string> | null>`report.body #> '{report,versions}'`.as("versions"),
    ]);
}

type VerdictRow = Awaited<ReturnType<ReturnType<typeof verdictQuery>["executeTakeFirstOrThrow"]>>;

function stored(row: VerdictRow): StoredVerdict {
  const { machine, sandbox, versions, baseline_sha256: baseline, candidate_sha256: candidate } = row;
  const ran =
    machine === null ? null : { machine, sandbox: sandbox ?? "", versions: versions ?? {}, baseline, candidate };
  return {
    runId: row.run_id,
    roundId: row.round_id,
    pitchId: row.pitch_id,
    purpose: row.purpose,
    verdict: row.body,
    ran,
  };
}
