import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Who plays from which account of a chat, and in which channel a season plays. */
export const chat: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  // A name is given once and for good: whoever renames themselves on a platform stays the same player.
  `create table person (
    id integer primary key generated always as identity, platform text not null, external_id text not null,
    name text not null unique, first_seen_at timestamptz not null, unique (platform, external_id))`,
  `create table season_channel (
    id integer primary key generated always as identity, season_id integer not null references season,
    platform text not null, channel text not null, bound_at timestamptz not null, unique (season_id, platform))`,
];
