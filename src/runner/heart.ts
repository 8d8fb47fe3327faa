import { randomUUID } from "node:crypto";
import { setTimeout as after } from "node:timers/promises";
import type { Database } from "../rounds/store/database.ts";
import { asksForRuns, beat, leave, type WorkerName } from "../rounds/store/worker-beats.ts";
import { queueOf, type Runner } from "./runner-settings.ts";
import { isAtWork } from "./work-hours.ts";

export interface HeartOptions {
  readonly database: Database;
  readonly runner: Runner;
  readonly now: () => Date;
  /** True once its guard has stopped it. */
  readonly isStopped: () => boolean;
  /** Told of the first of a row of beats that failed. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
}

const usualMs = 10_000;
const leaveWithinMs = 2000;

/** Says every ten seconds that a worker is alive, until `ended`, and then that it is not; never fails itself. */
export async function keepBeating(options: HeartOptions, ended: Promise<void>): Promise<void> {
  const { database, runner, isStopped, onError, everyMs = usualMs } = options;
  const worker: WorkerName = { id: randomUUID(), runner: queueOf(runner) };
  const over = new AbortController();
  const done = ended.finally(() => over.abort());
  let isTold = false;
  const tell = (error: unknown) => {
    if (!isTold) onError(error);
    isTold = true;
  };
  while (!over.signal.aborted) {
    await beatOnce(options, worker).then(() => {
      isTold = false;
    }, tell);
    await after(everyMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
  }
  await done;
  // A database that is away keeps nobody from ending; who says nothing more is taken for dead soon.
  await Promise.race([
    leave(database, worker, isStopped()).catch(tell),
    after(leaveWithinMs, undefined, { ref: false }),
  ]);
}

/** While it does not ask for runs its heart stands still, and others take it for dead. */
async function beatOnce({ database, runner, now }: HeartOptions, worker: WorkerName): Promise<void> {
  if (!asksForRuns(database, queueOf(runner))) return;
  if (await beat(database, worker, !isAtWork(runner.settings, now()))) return;
  throw new Error(`This database user is not that of the runner ${queueOf(runner)}.`);
}
