import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Which workers are alive: each writes its own row through two doors (migration 009 says what a door is), every few
 * seconds and by the database's clock, since the clocks of many machines differ.
 */
export const workerBeats: Migration = {
  async up(db: Kysely<unknown>) {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
    const [{ schema } = { schema: "public" }] = rows;
    const asOwner = `security definer set search_path = "${schema.replaceAll('"', '""')}", pg_temp`;
    await sql.raw(table).execute(db);
    for (const [signature, body] of doors) {
      await sql.raw(`create function ${signature} ${asOwner} ${body}`).execute(db);
    }
    for (const name of ["beat", "leave"]) {
      await sql.raw(`revoke execute on function worker_${name} from public`).execute(db);
    }
  },
};

const table = `create table worker (
  id uuid primary key,
  runner text not null,
  started_at timestamptz not null default clock_timestamp(),
  beat_at timestamptz not null default clock_timestamp(),
  -- Alive, and takes nothing now: it is outside of its hours.
  resting boolean not null,
  -- When its guard stopped it; null: it did not.
  stopped_at timestamptz
)`;

const doors: readonly (readonly [string, string])[] = [
  [
    "worker_beat(of_worker uuid, of_runner text, rests boolean) returns boolean language plpgsql",
    `as $$ begin
      if not worker_serves(of_runner) then return false; end if;
      delete from worker where beat_at < clock_timestamp() - interval '1 day';
      insert into worker (id, runner, resting) values (of_worker, of_runner, rests)
        on conflict (id) do update set beat_at = clock_timestamp(), resting = rests where worker.runner = of_runner;
      return true;
    end $$`,
  ],
  // One that its guard has stopped stays known for a day, so that whoever looks sees why nobody is there.
  [
    "worker_leave(of_worker uuid, of_runner text, by_guard boolean) returns void language plpgsql",
    `as $$ begin
      if not worker_serves(of_runner) then return; end if;
      if by_guard then
        update worker set stopped_at = clock_timestamp() where id = of_worker and runner = of_runner;
      else
        delete from worker where id = of_worker and runner = of_runner;
      end if;
    end $$`,
  ],
];
