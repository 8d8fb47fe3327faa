import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What a running run waits for: who holds the device, and since when; null where it waits for nothing. */
export const waiting: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table run add column waiting jsonb`.execute(db);
  },
};
