import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What somebody has begun to say in a form, and not yet handed in whole. */
export const drafts: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(statement).execute(db);
  },
};

// A draft is its player's alone: no card, export or scoreboard reads it.
const statement = `create table draft (
    id integer primary key generated always as identity, season_id integer not null references season,
    player text not null, form text not null, body jsonb not null, updated_at timestamptz not null,
    unique (season_id, player, form))`;
