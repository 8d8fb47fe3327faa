import type { CandidateFiles } from "../candidate.ts";
import { ProblemDefinition } from "../problem-definition.ts";
import type { SandboxTier } from "../report.ts";
import type { RunOutcome } from "../run-outcome.ts";
import { Season } from "../season.ts";
import { storableJson } from "../storable.ts";
import type { Database } from "./database.ts";
import { type QueueWorker, type RunJob, RunnerName, runQueue } from "./queue.ts";
import { lockRun, requeueRun } from "./runs.ts";
import { getSource } from "./sources.ts";

/** The only things a worker may do here: take a run, say what it waits for, store what came of it, or hand it back. */

/**
 * Calls `handle` for one run of this runner at a time.
 * @throws ZodError for a name that no runner can have.
 */
export async function workRuns(
  database: Database,
  runner: string,
  handle: (job: RunJob, signal: AbortSignal) => Promise<void>,
): Promise<QueueWorker> {
  return database.queue.work(runQueue(RunnerName.parse(runner)), handle);
}

/** What one attempt needs. */
export interface TakenRun {
  readonly runId: number;
  readonly attempt: number;
  readonly problem: ProblemDefinition;
  readonly baseline: CandidateFiles;
  readonly candidate: CandidateFiles | null;
  readonly budgetMsPerCase: number;
  readonly secretSeed: string;
  /** Labels of the cases to time; null: all of them, none: only build and check. */
  readonly timedCases: readonly string[] | null;
  /** The least sandbox tier that the season asks for; null: what its language asks for. */
  readonly sandbox: SandboxTier | null;
}

/** Takes a queued run; null where the job is of an older attempt or the run is no longer wanted. */
export async function takeRun(database: Database, job: RunJob, at: Date): Promise<TakenRun | null> {
  return database.transaction(async (tx) => {
    const run = await tx
      .updateTable("run")
      .set({ state: "running", waiting: null, changed_at: at })
      .where("id", "=", job.runId)
      .where("attempt", "=", job.attempt)
      .where("state", "=", "queued")
      .returningAll()
      .executeTakeFirst();
    if (!run) return null;
    const season = await tx
      .selectFrom("season")
      .select("settings")
      .where("id", "=", run.season_id)
      .executeTakeFirstOrThrow();
    const problem = await tx
      .selectFrom("problem_version")
      .select("definition")
      .where("id", "=", run.problem_version_id)
      .executeTakeFirstOrThrow();
    return {
      runId: run.id,
      attempt: run.attempt,
      problem: ProblemDefinition.parse(problem.definition),
      baseline: await getSource(tx, run.baseline_sha256),
      candidate: run.candidate_sha256 === null ? null : await getSource(tx, run.candidate_sha256),
      budgetMsPerCase: run.budget_ms_per_case,
      secretSeed: run.secret_seed,
      timedCases: run.timed_cases,
      sandbox: Season.parse(season.settings).rules.sandbox ?? null,
    };
  });
}

/** Says whom the run in hand waits for, or that it no longer does; an older attempt says nothing any more. */
export async function noteWaiting(
  database: Database,
  job: RunJob,
  waiting: { readonly since: Date; readonly holders: string } | null,
): Promise<void> {
  const news = waiting && { since: waiting.since.toISOString(), holders: waiting.holders };
  await database.transaction(async (tx) => {
    await tx
      .updateTable("run")
      .set({ waiting: news && storableJson(news) })
      .where("id", "=", job.runId)
      .where("attempt", "=", job.attempt)
      .where("state", "=", "running")
      .execute();
  });
}

/** Stores the raw outcome and wakes the judge; false where a newer attempt has taken over, and nothing is stored. */
export async function storeOutcome(database: Database, job: RunJob, outcome: RunOutcome, at: Date): Promise<boolean> {
  return database.transaction(async (tx) => {
    const run = await tx
      .updateTable("run")
      .set({ state: "reported", changed_at: at })
      .where("id", "=", job.runId)
      .where("attempt", "=", job.attempt)
      .where("state", "=", "running")
      .returning("id")
      .executeTakeFirst();
    if (!run) return false;
    const body = storableJson(outcome);
    await tx.insertInto("report").values({ run_id: job.runId, attempt: job.attempt, body, received_at: at }).execute();
    await database.queue.send(tx, "judge", job);
    return true;
  });
}

/** A worker that has to stop gives its run back: queued under the next attempt, and nobody's fault. */
export async function handBack(database: Database, job: RunJob, at: Date): Promise<void> {
  await database.transaction(async (tx) => {
    const run = await lockRun(tx, job.runId);
    const isHeld = run.attempt === job.attempt && (run.state === "queued" || run.state === "running");
    if (isHeld) await requeueRun(tx, database, run, { faults: run.faults, at });
  });
}
