import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Whose turn it is where several ask one runner, and how a worker learns that nobody wants its run any more. */
export const fairQueue: Migration = {
  async up(db: Kysely<unknown>) {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
    const [{ schema } = { schema: "public" }] = rows;
    // How many of its round waited for the same runner when it was queued: the least goes first.
    await sql`alter table run add column turn integer not null default 0`.execute(db);
    // What a runner took last: how long a run takes there, and whether anybody serves it.
    await sql`create index taken_run_of_runner on run (runner, taken_at) where taken_at is not null`.execute(db);
    const asOwner = `security definer set search_path = "${schema.replaceAll('"', '""')}", pg_temp`;
    await sql
      .raw(
        `create function worker_holds(of_run integer, of_attempt integer, holder uuid) returns boolean
        language sql stable ${asOwner} as $$ select exists (select from run where run.id = of_run
          and run.attempt = of_attempt and run.lease = holder and run.state = 'running'
          and worker_serves(run.runner)) $$`,
      )
      .execute(db);
    await sql.raw("revoke execute on function worker_holds from public").execute(db);
  },
};
