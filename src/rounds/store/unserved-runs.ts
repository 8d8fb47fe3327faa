import { sql } from "kysely";
import type { Db } from "./database.ts";

/** The oldest run that waits for a runner that nobody serves, of one round, or of one who asked for a measurement. */
export interface UnservedRun {
  readonly runId: number;
  readonly attempt: number;
  readonly roundId: number | null;
  readonly runner: string;
  readonly since: Date;
  /** How many of the same round wait with it. */
  readonly others: number;
}

interface UnservedRow {
  readonly id: number;
  readonly attempt: number;
  readonly round_id: number | null;
  readonly runner: string;
  readonly changed_at: Date;
  readonly waiting: number;
}

/** What waits since before a moment, where its runner has nothing in hand and has taken nothing since. */
export async function unservedRuns(db: Db, seasonId: number, before: Date): Promise<readonly UnservedRun[]> {
  const { rows } = await sql<UnservedRow>`
    select distinct on (run.runner, coalesce(run.round_id, -run.id))
        run.id, run.attempt, run.round_id, run.runner, run.changed_at,
        count(*) over (partition by run.runner, coalesce(run.round_id, -run.id))::integer as waiting
      from run join season on season.id = run.season_id
      where run.season_id = ${seasonId} and run.state = 'queued' and run.changed_at <= ${before}
        and season.stopped is null
        and not exists (select from run as taken where taken.runner = run.runner and taken.state = 'running')
        and not exists (select from run as taken where taken.runner = run.runner and taken.taken_at > ${before})
      order by run.runner, coalesce(run.round_id, -run.id), run.changed_at, run.id`.execute(db);
  return rows.map((row) => ({
    runId: row.id,
    attempt: row.attempt,
    roundId: row.round_id,
    runner: row.runner,
    since: row.changed_at,
    others: row.waiting - 1,
  }));
}
