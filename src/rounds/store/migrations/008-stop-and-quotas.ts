import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** A host may keep a season's runs from starting, and what people spend of the runners' time is counted. */
export const stopAndQuotas: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  // Who stopped the season's runs, when and why; null: they start as they come.
  "alter table season add column stopped jsonb",
  // When the last attempt began to use its runner; a wait for others to leave the machine is not part of it.
  "alter table run add column taken_at timestamptz",
  "create index proof_demanded_by on proof (demanded_by)",
  "create index question_asker on question (asker)",
];
