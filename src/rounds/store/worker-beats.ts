import { sql } from "kysely";
import type { Database, Db } from "./database.ts";
import { RunnerName, runQueue } from "./queue.ts";

/** A process that takes the runs of a runner. */
export interface WorkerName {
  /** Its own, made anew at each start: a UUID. */
  readonly id: string;
  readonly runner: string;
}

/**
 * Says that a worker is alive.
 * @param isResting it is outside of its hours and takes nothing now
 * @returns false where this database user may not serve the runner
 */
export async function beat({ db }: Database, { id, runner }: WorkerName, isResting: boolean): Promise<boolean> {
  const { rows } = await sql<{ heard: boolean }>`select worker_beat(${id}, ${runner}, ${isResting}) as heard`.execute(
    db,
  );
  return rows[0]?.heard === true;
}

/** Says that a worker ends; `byGuard`: it has stopped itself, and takes no more runs until it is started again. */
export async function leave({ db }: Database, { id, runner }: WorkerName, byGuard: boolean): Promise<void> {
  await sql`select worker_leave(${id}, ${runner}, ${byGuard})`.execute(db);
}

/** A beat comes every ten seconds; who was silent for this long is taken for dead. */
export const deadAfterS = 60;

/** True where this process's worker of a runner has a run in hand, is outside of its hours, or asked for a run lately. */
export function asksForRuns({ queue }: Database, runner: string): boolean {
  const pulse = queue.pulse(runQueue(RunnerName.parse(runner)));
  return pulse === null || pulse.inHandForMs !== null || (pulse.askedAgoMs ?? 0) < deadAfterS * 1000;
}

/** The workers of one runner, by the database's clock. */
export interface RunnerWorkers {
  readonly runner: string;
  /** Those whose heart beats, resting ones too. */
  readonly alive: number;
  /** The age of the last sign of any of them, in seconds. */
  readonly lastSignS: number;
  /** Its last worker's guard has stopped it, and none was started since. */
  readonly isStopped: boolean;
}

/** Of every runner that has had a worker in the last day. */
export async function runnerWorkers(db: Db): Promise<readonly RunnerWorkers[]> {
  const rows = await sql<{ runner: string; alive: number; last_sign_s: number; was_stopped: boolean }>`
    select runner,
      (count(*) filter (where stopped_at is null and beat_at > clock_timestamp() - ${deadAfterS} * interval '1 second'))::integer
        as alive,
      extract(epoch from clock_timestamp() - max(beat_at))::float8 as last_sign_s,
      bool_or(stopped_at is not null) as was_stopped
    from worker group by runner order by runner`.execute(db);
  return rows.rows.map(({ runner, alive, last_sign_s, was_stopped }) => ({
    runner,
    alive,
    lastSignS: last_sign_s,
    isStopped: was_stopped && alive === 0,
  }));
}
