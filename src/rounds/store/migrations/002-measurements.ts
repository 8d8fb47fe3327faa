import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Private measurements: who asked for one, and for what, in words. */
export const measurements: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table measurement (
      run_id integer primary key references run, asked_by text not null, what text not null)`.execute(db);
    await sql`create index measurement_of_asker on measurement (asked_by)`.execute(db);
  },
};
