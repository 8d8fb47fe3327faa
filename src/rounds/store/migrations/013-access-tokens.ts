import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** People and their agents come in from outside a chat with a token; only its hash is kept. */
export const accessTokens: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table access_token (
    id bigint primary key generated always as identity,
    -- The SHA-256 of the token, in hex.
    hash text not null unique,
    -- Who its bearer plays as, and the person who made it: an agent's owner.
    player text not null,
    owner text not null,
    -- Null: every season of this installation.
    season_id bigint references season (id),
    -- What its bearer may do: contestant, shark, host; none of them is reading alone.
    roles jsonb not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    -- To the hour.
    used_at timestamptz
  )`,
  "create index access_token_owner on access_token (owner)",
];
