import type { Selectable } from "kysely";
import { RunOutcome } from "../run-outcome.ts";
import type { Database, Db, Tx } from "./database.ts";
import { localRunner, runQueue } from "./queue.ts";
import type { RunPurpose, RunState, RunTable } from "./run-tables.ts";

export type RunRow = Selectable<RunTable>;

/** What a run is in until it has a verdict, or was given up. */
export const unfinished: readonly RunState[] = ["queued", "running", "reported"];

export interface NewRun {
  readonly seasonId: number;
  readonly roundId: number | null;
  readonly pitchId: number | null;
  readonly purpose: RunPurpose;
  readonly problemVersionId: number;
  readonly baselineSha256: string;
  readonly candidateSha256: string | null;
  readonly budgetMsPerCase: number;
  readonly secretSeed: string;
  /** Labels of the cases to time, none of them: only build and check. Left out: all are timed. */
  readonly timedCases?: readonly string[];
  /** Which runner's queue it goes to; the installation's first one by default. */
  readonly runner?: string;
  readonly at: Date;
}

/** Inserts a run and its job: they commit together. Rounds take turns: a long sweep of one holds up no other. */
export async function enqueueRun(tx: Tx, database: Database, run: NewRun): Promise<number> {
  const { runner = database.queue.defaultRunner } = run;
  const turn = run.roundId === null ? 0 : await waitingOf(tx, run.roundId, runner);
  const id = await insertRun(tx, { ...run, runner, turn }, "queued");
  await database.queue.send(tx, runQueue(runner), { runId: id, attempt: 1 }, { turn });
  return id;
}

/** How many of a round wait for a runner. */
async function waitingOf(tx: Tx, roundId: number, runner: string): Promise<number> {
  const runs = tx.selectFrom("run").select((columns) => columns.fn.countAll<number>().as("count"));
  const waiting = runs.where("round_id", "=", roundId).where("runner", "=", runner).where("state", "=", "queued");
  return Number((await waiting.executeTakeFirstOrThrow()).count);
}

/** A run that never had code to run, so that its verdict has a row to belong to. */
export async function insertUnbuiltRun(tx: Tx, run: NewRun): Promise<number> {
  return insertRun(tx, { runner: localRunner, ...run }, "judged");
}

async function insertRun(
  tx: Tx,
  run: NewRun & { readonly runner: string; readonly turn?: number },
  state: "queued" | "judged",
): Promise<number> {
  const row = await tx
    .insertInto("run")
    .values({
      season_id: run.seasonId,
      round_id: run.roundId,
      pitch_id: run.pitchId,
      purpose: run.purpose,
      problem_version_id: run.problemVersionId,
      baseline_sha256: run.baselineSha256,
      candidate_sha256: run.candidateSha256,
      runner: run.runner,
      budget_ms_per_case: run.budgetMsPerCase,
      secret_seed: run.secretSeed,
      timed_cases: run.timedCases === undefined ? null : JSON.stringify(run.timedCases),
      state,
      waiting: null,
      attempt: 1,
      faults: 0,
      turn: run.turn ?? 0,
      created_at: run.at,
      changed_at: run.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function lockRun(tx: Tx, id: number): Promise<RunRow> {
  return tx.selectFrom("run").selectAll().where("id", "=", id).forUpdate().executeTakeFirstOrThrow();
}

export async function setRunState(tx: Tx, id: number, state: RunRow["state"], at: Date): Promise<void> {
  await tx.updateTable("run").set({ state, changed_at: at }).where("id", "=", id).execute();
}

/** Queues the next attempt; whatever the older one still sends changes nothing. */
export async function requeueRun(
  tx: Tx,
  database: Database,
  run: RunRow,
  next: { readonly faults: number; readonly startAfterS?: number; readonly at: Date },
): Promise<void> {
  const attempt = run.attempt + 1;
  await tx
    .updateTable("run")
    .set({ state: "queued", waiting: null, attempt, faults: next.faults, changed_at: next.at })
    .where("id", "=", run.id)
    .execute();
  const pause = next.startAfterS === undefined ? {} : { startAfterS: next.startAfterS };
  await database.queue.send(tx, runQueue(run.runner), { runId: run.id, attempt }, { ...pause, turn: run.turn });
}

/** True while a run of this purpose has not ended for a pitch. */
export async function hasLiveRun(db: Db, pitchId: number, purpose: RunPurpose): Promise<boolean> {
  const row = await db
    .selectFrom("run")
    .select("id")
    .where("pitch_id", "=", pitchId)
    .where("purpose", "=", purpose)
    .where("state", "in", unfinished)
    .executeTakeFirst();
  return row !== undefined;
}

/** The latest run of a purpose in a round; null where there is none. */
export async function lastRunOf(db: Db, roundId: number, purpose: RunPurpose): Promise<RunRow | null> {
  const runs = db.selectFrom("run").selectAll().where("round_id", "=", roundId).where("purpose", "=", purpose);
  return (await runs.orderBy("id", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** The run of a round that was given up last and has said why; null where there is none. */
export async function lastAbandonedRun(db: Db, roundId: number): Promise<Pick<RunRow, "id" | "attempt"> | null> {
  const row = await db
    .selectFrom("run")
    .innerJoin("report", (join) =>
      join.onRef("report.run_id", "=", "run.id").onRef("report.attempt", "=", "run.attempt"),
    )
    .select(["run.id", "run.attempt"])
    .where("run.round_id", "=", roundId)
    .where("run.state", "=", "abandoned")
    .orderBy("report.received_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function cancelRunsOf(tx: Tx, roundId: number, at: Date): Promise<void> {
  await tx
    .updateTable("run")
    .set({ state: "cancelled", changed_at: at })
    .where("round_id", "=", roundId)
    .where("state", "in", unfinished)
    .execute();
}

/** What waits in a round for one runner, in the order of the queue; nobody takes it until the transaction ends. */
export async function queuedRunsOf(tx: Tx, roundId: number, runner: string): Promise<readonly RunRow[]> {
  const runs = tx.selectFrom("run").selectAll().where("round_id", "=", roundId).where("runner", "=", runner);
  return runs.where("state", "=", "queued").orderBy("id").forUpdate().execute();
}

export async function unfinishedRuns(db: Db): Promise<readonly RunRow[]> {
  return db.selectFrom("run").selectAll().where("state", "in", unfinished).orderBy("id").execute();
}

/** What a run's last attempt left; null where none has ended. */
export async function lastOutcome(db: Db, runId: number): Promise<RunOutcome | null> {
  const run = await db.selectFrom("run").select("attempt").where("id", "=", runId).executeTakeFirstOrThrow();
  const found = await db
    .selectFrom("report")
    .select("body")
    .where("run_id", "=", runId)
    .where("attempt", "=", run.attempt)
    .executeTakeFirst();
  return found === undefined ? null : RunOutcome.parse(found.body);
}

export async function getOutcome(db: Db, runId: number, attempt: number): Promise<RunOutcome> {
  const row = await db
    .selectFrom("report")
    .select("body")
    .where("run_id", "=", runId)
    .where("attempt", "=", attempt)
    .executeTakeFirstOrThrow();
  return RunOutcome.parse(row.body);
}
