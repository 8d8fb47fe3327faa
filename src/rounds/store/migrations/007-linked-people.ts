import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** One person may play from accounts of several platforms, under one name. */
export const linkedPeople: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  "alter table person drop constraint person_name_key",
  "alter table person add constraint person_platform_name_key unique (platform, name)",
  "create index person_name on person (name)",
];
