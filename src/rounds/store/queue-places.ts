import { sql } from "kysely";
import type { Db } from "./database.ts";

/** Where a queued run stands before its runner. */
export interface QueuePlace {
  /** Runs that go before it; 0: it is next. */
  readonly ahead: number;
  /** As the runner's last runs went; null where none has ended yet, or it takes nothing. */
  readonly waitMs: number | null;
}

/** So many of a runner's last runs tell how long one takes. */
const lately = 20;

interface PlaceRow {
  readonly id: number;
  readonly ahead: number;
  readonly running: number;
  readonly usual_ms: number | null;
  readonly spent_ms: number | null;
}

/** The places of queued runs, by their ids; what is not queued any more has none. */
export async function queuePlaces(
  db: Db,
  runIds: readonly number[],
  now: Date,
): Promise<ReadonlyMap<number, QueuePlace>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await sql<PlaceRow>`
    with waiting as (
      select run.id, run.runner, row_number() over (partition by run.runner order by run.turn, run.changed_at, run.id) - 1 as ahead
        from run join season on season.id = run.season_id
        where run.state = 'queued' and season.stopped is null
    ), asked as (select * from waiting where id in (${sql.join(runIds)})),
    servers as (
      select runner, count(*) as running, max(extract(epoch from ${now}::timestamptz - taken_at)) * 1000 as spent_ms
        from run where state = 'running' group by runner
    )
    select asked.id, asked.ahead::integer, coalesce(servers.running, 0)::integer as running,
      servers.spent_ms::float8 as spent_ms, usual.ms::float8 as usual_ms
      from asked left join servers on servers.runner = asked.runner
      left join lateral (
        select percentile_cont(0.5) within group (order by ended.ms) as ms from (
          select extract(epoch from run.changed_at - run.taken_at) * 1000 as ms from run
            where run.runner = asked.runner and run.state = 'judged' and run.taken_at is not null
            order by run.taken_at desc limit ${lately}
        ) as ended
      ) as usual on true`.execute(db);
  return new Map(rows.map((row) => [row.id, { ahead: row.ahead, waitMs: waitMs(row) }]));
}

/** As many at once as there are now; the one that has run longest ends next. */
function waitMs({ ahead, running, usual_ms: usual, spent_ms: spent }: PlaceRow): number | null {
  if (usual === null || running === 0) return null;
  return Math.max(0, usual - (spent ?? 0)) + (ahead * usual) / running;
}
