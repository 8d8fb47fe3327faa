import { type ConstructorOptions, fromKysely, PgBoss } from "pg-boss";
import { z } from "zod";
import type { Tx } from "./database.ts";

/** `run`: measure a run; `judge`: a raw report waits for its verdict; `deliver`: an announcement waits. */
export const QueueName = z.enum(["run", "judge", "deliver"]);
export type QueueName = z.infer<typeof QueueName>;

/** The attempt fences: a job of an older attempt is completed without effect. */
export const RunJob = z.strictObject({ runId: z.number().int(), attempt: z.number().int() });
export type RunJob = z.infer<typeof RunJob>;

/** NOTIFY wakes a worker at once; the poll behind it finds what came while the worker was busy. */
const backstopS = 0.5;

/** Jobs on the same database, enqueued inside the transaction that owes them. */
export interface Queue {
  send(tx: Tx, name: QueueName, job: RunJob, options?: { readonly startAfterS?: number }): Promise<void>;
  /** Calls `handle` for one job at a time; a thrown error is given to `onError` and the job is tried again. */
  work(name: QueueName, handle: (job: RunJob, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Takes no new job and waits for those in hand. */
  stop(): Promise<void>;
}

/** @param onError gets what pg-boss itself reports, such as a lost database. */
export async function startQueue(
  db: NonNullable<ConstructorOptions["db"]>,
  backend: "pglite" | "postgres",
  onError: (error: Error) => void,
): Promise<Queue> {
  const boss = new PgBoss({ db, backend, schedule: false, useListenNotify: true });
  boss.on("error", onError);
  await boss.start();
  for (const name of QueueName.options) {
    // A run's own retries are counted by the core, which knows whose fault they are.
    await boss.createQueue(name, { notify: true, retryLimit: 1000, retryDelay: 1, expireInSeconds: 24 * 3600 });
  }
  return {
    async send(tx, name, job, options) {
      const startAfter = options?.startAfterS === undefined ? {} : { startAfter: options.startAfterS };
      await boss.send(name, job, { ...startAfter, db: fromKysely(tx) });
    },
    async work(name, handle) {
      await boss.work(
        name,
        { batchSize: 1, pollingIntervalSeconds: backstopS, notifyPollingIntervalSeconds: backstopS },
        async ([job]) => {
          if (job) await handle(RunJob.parse(job.data), job.signal);
        },
      );
    },
    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}
