import { sql } from "kysely";
import type { Db } from "./database.ts";
import { everyChannel } from "./outbox.ts";

/** What the books say of how this installation runs, for whoever operates it. */

/** The runs of one runner that have not ended. */
export interface QueueFigures {
  readonly runner: string;
  readonly queued: number;
  /** Queued too, and kept from starting by a host (`/tank stop`). */
  readonly held: number;
  readonly running: number;
  /** Since when the oldest that may start waits; null: none does. */
  readonly oldestAt: Date | null;
}

export async function queueFigures(db: Db): Promise<readonly QueueFigures[]> {
  const { rows } = await sql<QueueFigures>`
    select run.runner,
      (count(*) filter (where run.state = 'queued' and season.stopped is null))::integer as queued,
      (count(*) filter (where run.state = 'queued' and season.stopped is not null))::integer as held,
      (count(*) filter (where run.state = 'running'))::integer as running,
      min(run.changed_at) filter (where run.state = 'queued' and season.stopped is null) as "oldestAt"
    from run join season on season.id = run.season_id
    where run.state in ('queued', 'running') group by run.runner order by run.runner`.execute(db);
  return rows;
}

/** What waits, and since when the oldest of it does. */
export interface Waiting {
  readonly count: number;
  readonly oldestAt: Date | null;
}

/** Raw reports that no verdict came of yet. */
export async function unjudgedReports(db: Db): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select count(*)::integer as count, min(changed_at) as "oldestAt" from run where state = 'reported'`.execute(db);
  return rows[0] ?? { count: 0, oldestAt: null };
}

/** What a channel is owed of a season. */
export async function owedTo(db: Db, seasonId: number, channel: string): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select count(*)::integer as count, min(outbox.created_at) as "oldestAt" from outbox
      left join delivery on delivery.outbox_id = outbox.id and delivery.channel in (${channel}, ${everyChannel})
    where outbox.season_id = ${seasonId} and delivery.outbox_id is null`.execute(db);
  return rows[0] ?? { count: 0, oldestAt: null };
}

/** How long ago somebody last looked for stopped hearts, in seconds by the database's clock; null: nobody has yet. */
export async function supervisedAgoS(db: Db): Promise<number | null> {
  const { rows } = await sql<{ ago: number | null }>`
    select extract(epoch from clock_timestamp() - max(monitor_on))::float8 as ago from pgboss.queue`.execute(db);
  return rows[0]?.ago ?? null;
}
