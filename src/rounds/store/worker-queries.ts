import { sql } from "kysely";
import type { CandidateFiles } from "../candidate.ts";
import { ProblemDefinition } from "../problem-definition.ts";
import { SandboxTier } from "../report.ts";
import type { RunOutcome } from "../run-outcome.ts";
import { storableJson } from "../storable.ts";
import type { Database } from "./database.ts";
import { type QueueWorker, type RunJob, RunnerName, runQueue } from "./queue.ts";

/**
 * The only things a worker may do here: take a run, say what it waits for, store what came of it, or hand it back.
 * Each is a function of the database (migrations 009 and 012), so that a worker's role needs no right on a table of the game.
 */

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

/** An attempt in somebody's hand. */
export interface HeldRun extends RunJob {
  /** Shows that it is the caller who took it; the bot, who ends what a dead worker held, needs none. */
  readonly lease?: string;
}

/** What one attempt needs. */
export interface TakenRun extends HeldRun {
  readonly lease: string;
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

interface TakenRow {
  readonly problem: object;
  readonly baseline: CandidateFiles;
  readonly candidate: CandidateFiles | null;
  readonly budget_ms_per_case: number;
  readonly secret_seed: string;
  readonly timed_cases: readonly string[] | null;
  readonly sandbox: string | null;
  readonly holder: string;
}

/** Takes a queued run; null where the job is of an older attempt, the run no longer wanted, or its season stopped. */
export async function takeRun(database: Database, { runId, attempt }: RunJob, at: Date): Promise<TakenRun | null> {
  return database.transaction(async (tx) => {
    const { rows } = await sql<TakenRow>`select * from worker_take(${runId}, ${attempt}, ${at})`.execute(tx);
    const [run] = rows;
    if (!run) return null;
    return {
      runId,
      attempt,
      lease: run.holder,
      problem: ProblemDefinition.parse(run.problem),
      baseline: run.baseline,
      candidate: run.candidate,
      budgetMsPerCase: run.budget_ms_per_case,
      secretSeed: run.secret_seed,
      timedCases: run.timed_cases,
      sandbox: run.sandbox === null ? null : SandboxTier.parse(run.sandbox),
    };
  });
}

/** A device is in the hands of others, by people's words; `over`: it is free. */
export type WaitingNews = { readonly since: Date; readonly holders: string } | { readonly over: Date };

/** Says whom the run in hand waits for, or that it no longer does; an older attempt says nothing any more. */
export async function noteWaiting(
  database: Database,
  { runId, attempt, lease }: HeldRun,
  news: WaitingNews,
): Promise<void> {
  const isOver = "over" in news;
  const at = isOver ? news.over : news.since;
  const body = isOver ? null : storableJson({ since: at.toISOString(), holders: news.holders });
  await database.transaction(async (tx) => {
    await sql`select worker_note(${runId}, ${attempt}, ${lease ?? null}, ${body}, ${at})`.execute(tx);
  });
}

/** False where the run was cancelled, or its attempt is over: whoever has it in hand may drop it. */
export async function holdsRun({ db }: Database, { runId, attempt, lease }: HeldRun): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select worker_holds(${runId}, ${attempt}, ${lease ?? null}) as held`.execute(db);
  return rows[0]?.held === true;
}

/** Stores the raw outcome and wakes the judge; false where a newer attempt has taken over, and nothing is stored. */
export async function storeOutcome(database: Database, held: HeldRun, outcome: RunOutcome, at: Date): Promise<boolean> {
  const { runId, attempt, lease } = held;
  const body = storableJson(outcome);
  return database.transaction(async (tx) => {
    const { rows } = await sql<{ stored: boolean }>`
      select worker_store(${runId}, ${attempt}, ${lease ?? null}, ${body}, ${at}) as stored`.execute(tx);
    if (!rows[0]?.stored) return false;
    await database.queue.send(tx, "judge", { runId, attempt });
    return true;
  });
}

/** A worker that has to stop gives its run back: queued under the next attempt, and nobody's fault. */
export async function handBack(database: Database, runner: string, held: HeldRun, at: Date): Promise<void> {
  const { runId, attempt, lease } = held;
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ next: number | null }>`
      select worker_hand_back(${runId}, ${attempt}, ${lease ?? null}, ${at}) as next`.execute(tx);
    const next = rows[0]?.next ?? null;
    if (next !== null) await database.queue.send(tx, runQueue(runner), { runId, attempt: next });
  });
}
