import { type ConstructorOptions, fromKysely, PgBoss, type Queue as PgBossQueue } from "pg-boss";
import { z } from "zod";
import { killPoint } from "../kill-point.ts";
import { UserError } from "../user-error.ts";
import type { Tx } from "./database.ts";

/** `judge`: a raw report waits for its verdict; `lost`: an attempt whose worker died; `deliver`: an announcement waits. */
const sharedQueues = ["judge", "lost", "deliver"] as const;
export type QueueName = (typeof sharedQueues)[number] | RunQueue;

/** The runs of one runner. */
type RunQueue = `run.${string}`;
export const runQueue = (runner: string): RunQueue => `run.${runner}`;

/** A runner's name as people write it; the queue's name is made of it. */
export const RunnerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use lower case, digits and dashes");
export const localRunner = "local";

/** The attempt fences: a job of an older attempt is completed without effect. */
export const RunJob = z.strictObject({ runId: z.number().int(), attempt: z.number().int() });
export type RunJob = z.infer<typeof RunJob>;

/** NOTIFY wakes a worker at once; the poll behind it finds what came while the worker was busy. */
const backstopS = 0.5;
/** A job's heart beats every 10 s; after 40 s without it, its process is taken for dead: 20 s of outage are survived. */
const heartbeat = { heartbeatSeconds: 40, heartbeatRefreshSeconds: 10 };
/** How often somebody looks for stopped hearts, so that a death is noticed within 40 + 10 s. */
const superviseEveryS = 10;
/**
 * Above the worker's own limits (5.5 h for a run, and as much for the check of its runner, both with the wait for a busy
 * GPU and in a scheduler's queue): a run that is still not over hangs, whatever its worker's heart says.
 */
export const longestRunS = 12 * 3600;
const stopWithinMs = 5000;

/** A worker of one queue; `stop` takes no further job and waits for none. */
export interface QueueWorker {
  stop(): Promise<void>;
}

export interface SendOptions {
  readonly startAfterS?: number;
  /** The least goes first, and among equals the oldest; 0 by default. */
  readonly turn?: number;
}

/** How long ago a worker last asked for a job and was answered, and how long it has had one in hand. */
export interface QueuePulse {
  readonly askedAgoMs: number | null;
  readonly inHandForMs: number | null;
}

/** Jobs on the same database, enqueued inside the transaction that owes them. */
export interface Queue {
  /** Where a new run goes when nothing names its runner. */
  readonly defaultRunner: string;
  send(tx: Tx, name: QueueName, job: RunJob, options?: SendOptions): Promise<void>;
  /** Calls `handle` for one job at a time; a thrown error is given to `onError` and the job is tried again. */
  work(name: QueueName, handle: (job: RunJob, signal: AbortSignal) => Promise<void>): Promise<QueueWorker>;
  /** How this process's worker of a queue is; null where it has none. */
  pulse(name: QueueName): QueuePulse | null;
  /** Looks for dead workers now; otherwise that happens every 10 s. */
  supervise(): Promise<void>;
  /** Takes no new job and waits a little for those in hand; what is not done by then counts as lost. */
  stop(): Promise<void>;
}

export interface QueueSettings {
  /** Gets what pg-boss itself reports, such as a lost database. */
  readonly onError: (error: Error) => void;
  readonly runners?: readonly string[] | undefined;
  /** `worker`: takes and sends jobs on queues that the bot has made, and keeps nothing else going. */
  readonly as?: "bot" | "worker";
}

/** What only the bot may do, because it needs the rights of the tables' owner. */
const workerOnly = { migrate: false, createSchema: false, supervise: false, registerInstance: false };

export async function startQueue(
  connection: ConstructorOptions,
  backend: "pglite" | "postgres",
  { onError, runners = [localRunner], as = "bot" }: QueueSettings,
): Promise<Queue> {
  const boss = new PgBoss({
    ...connection,
    backend,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: superviseEveryS,
    monitorIntervalSeconds: superviseEveryS,
    ...(as === "worker" && workerOnly),
  });
  // What a worker of pg-boss reports is a plain object with an error's fields.
  boss.on("error", (error) => onError(error instanceof Error ? error : Object.assign(new Error(), error)));
  const [defaultRunner = localRunner] = runners;
  try {
    await boss.start();
    await (as === "bot" ? createQueues(boss, runners) : requireQueues(boss, runners));
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return {
    defaultRunner,
    async send(tx, name, job, options) {
      const { startAfterS, turn = 0 } = options ?? {};
      const startAfter = startAfterS === undefined ? {} : { startAfter: startAfterS };
      await boss.send(name, job, { ...startAfter, priority: 0 - turn, db: fromKysely(tx) });
      killPoint("job-sent");
    },
    work: (name, handle) => work(boss, name, handle),
    pulse: (name) => pulse(boss, name),
    supervise: () => boss.supervise(),
    stop: () => boss.stop({ graceful: true, timeout: stopWithinMs }),
  };
}

async function createQueues(boss: PgBoss, runners: readonly string[]): Promise<void> {
  for (const name of sharedQueues) await createQueue(boss, name, { retryLimit: 1000, expireInSeconds: 300 });
  for (const runner of runners) await createRunQueue(boss, runQueue(runner));
}

async function requireQueues(boss: PgBoss, runners: readonly string[]): Promise<void> {
  for (const runner of runners) {
    if ((await boss.getQueue(runQueue(runner))) !== null) continue;
    throw new UserError(
      "unknown-runner",
      `The bot on this database sends nothing to a runner "${runner}", or this database user is not its worker's.`,
      "Name the runner in the config/tank.yml of the bot and start it again. A worker's user is that of its runner: " +
        `npm run tank -- worker-role --runner ${runner}.`,
    );
  }
}

/** A run's own retries are counted by the core, which knows whose fault they are: a lost attempt is reported, once. */
async function createRunQueue(boss: PgBoss, name: RunQueue): Promise<void> {
  await createQueue(boss, name, { retryLimit: 0, deadLetter: "lost", expireInSeconds: longestRunS });
}

async function createQueue(boss: PgBoss, name: QueueName, options: Omit<PgBossQueue, "name">): Promise<void> {
  const ours = { notify: true, retryDelay: 1, heartbeatSeconds: heartbeat.heartbeatSeconds, ...options };
  await boss.createQueue(name, ours);
  // An older program may have made it with other settings.
  await boss.updateQueue(name, ours);
}

async function work(
  boss: PgBoss,
  name: QueueName,
  handle: (job: RunJob, signal: AbortSignal) => Promise<void>,
): Promise<QueueWorker> {
  const polling = { pollingIntervalSeconds: backstopS, notifyPollingIntervalSeconds: backstopS };
  const { heartbeatRefreshSeconds } = heartbeat;
  const id = await boss.work(name, { batchSize: 1, ...polling, heartbeatRefreshSeconds }, async ([job]) => {
    if (job) await handle(RunJob.parse(job.data), job.signal);
  });
  return { stop: () => boss.offWork(name, { id, wait: false }) };
}

function pulse(boss: PgBoss, name: QueueName): QueuePulse | null {
  const worker = boss.getWipData().findLast((each) => each.name === name);
  if (worker === undefined) return null;
  const ago = (time: number | null) => (time === null ? null : Date.now() - time);
  return { askedAgoMs: ago(worker.lastFetchedOn), inHandForMs: worker.count > 0 ? ago(worker.lastJobStartedOn) : null };
}
