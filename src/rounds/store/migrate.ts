import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { UserError } from "../user-error.ts";
import { first } from "./migrations/001-first.ts";
import { measurements } from "./migrations/002-measurements.ts";
import { wholeGame } from "./migrations/003-whole-game.ts";
import { waiting } from "./migrations/004-waiting.ts";
import { chat } from "./migrations/005-chat.ts";
import { drafts } from "./migrations/006-drafts.ts";
import { linkedPeople } from "./migrations/007-linked-people.ts";
import { stopAndQuotas } from "./migrations/008-stop-and-quotas.ts";
import { workerDoors } from "./migrations/009-worker-doors.ts";
import { workerBeats } from "./migrations/010-worker-beats.ts";
import { longHistories } from "./migrations/011-long-histories.ts";
import { fairQueue } from "./migrations/012-fair-queue.ts";
import { accessTokens } from "./migrations/013-access-tokens.ts";
import type { Tables } from "./tables.ts";

/** In order; a name is never changed once it was released. */
const migrations: Readonly<Record<string, Migration>> = {
  "001-first": first,
  "002-measurements": measurements,
  "003-whole-game": wholeGame,
  "004-waiting": waiting,
  "005-chat": chat,
  "006-drafts": drafts,
  "007-linked-people": linkedPeople,
  "008-stop-and-quotas": stopAndQuotas,
  "009-worker-doors": workerDoors,
  "010-worker-beats": workerBeats,
  "011-long-histories": longHistories,
  "012-fair-queue": fairQueue,
  "013-access-tokens": accessTokens,
};

/** The names of what this program's schema consists of. */
export function knownMigrations(): readonly string[] {
  return Object.keys(migrations);
}

/**
 * Brings the schema up to this program's version.
 * @throws UserError when the data was written by a newer program.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await refuseNewer(db);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/**
 * Looks whether the schema is this program's, and changes nothing: a worker's role could not.
 * @throws UserError when the bot has to be started first, or when the data was written by a newer program
 */
export async function requireSchema(db: Kysely<Tables>): Promise<void> {
  const applied = await refuseNewer(db);
  if (knownMigrations().every((name) => applied.includes(name))) return;
  throw new UserError(
    "older-schema",
    applied.length === 0
      ? "There is no tank in this database yet."
      : "The bot on this database is older than this worker.",
    "Start the bot first, of this version and with the same DATABASE_URL: it makes the tables. Then start the worker.",
  );
}

/** @returns what was applied so far */
async function refuseNewer(db: Kysely<Tables>): Promise<readonly string[]> {
  const found = await sql<{ present: boolean }>`select to_regclass('kysely_migration') is not null as present`.execute(
    db,
  );
  if (!found.rows[0]?.present) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const applied = rows.map((row) => row.name);
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length === 0) return applied;
  throw new UserError(
    "newer-schema",
    `This data was written by a newer version of Shark Tank (it has ${unknown.join(", ")}).`,
    "Update Shark Tank, or choose another folder with --data FOLDER, or another database with DATABASE_URL.",
  );
}
