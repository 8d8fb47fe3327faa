import { sql } from "kysely";
import { z } from "zod";
import { UserError } from "../user-error.ts";
import type { Database, Tx } from "./database.ts";
import { knownMigrations } from "./migrate.ts";

/** Every table of ours, parents before children, so that every reference is there when it is needed. */
export const tables = [
  "problem_version",
  "season",
  "source",
  "round",
  "pitch",
  "baseline",
  "ballot",
  "ballot_change",
  "question",
  "external_result",
  "run",
  "measurement",
  "report",
  "verdict",
  "ruling",
  "reading",
  "proof",
  "approach",
  "season_constraint",
  "lesson",
  "credibility_entry",
  "decision",
  "ban",
  "outbox",
  "delivery",
  "inbox",
  "person",
  "season_channel",
  "draft",
  "access_token",
] as const;

const Header = z.strictObject({ backup: z.literal("shark-tank"), version: z.literal(1), schema: z.array(z.string()) });
/** The last line, by which a backup that was cut off is told from a whole one. */
const Footer = z.strictObject({ rows: z.number().int() });
const Row = z.strictObject({ table: z.enum(tables), row: z.record(z.string(), z.unknown()) });

const rowsAtOnce = 200;

/**
 * Writes everything but the queue as lines of JSON, as of one moment, while others go on writing.
 * The queue is not state: unfinished runs are queued anew at the next start.
 */
export async function backup(database: Database, write: (line: string) => Promise<void>): Promise<number> {
  let count = 0;
  await database.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      await write(JSON.stringify({ backup: "shark-tank", version: 1, schema: knownMigrations() }));
      for (const table of tables) {
        for (let offset = 0; ; offset += rowsAtOnce) {
          const page = await sql<{ row: unknown }>`
            select to_jsonb(t) as row from ${sql.table(table)} as t
            order by ${sql.raw(orderOf(table))} limit ${sql.lit(rowsAtOnce)} offset ${sql.lit(offset)}`.execute(tx);
          for (const { row } of page.rows) await write(JSON.stringify({ table, row }));
          count += page.rows.length;
          if (page.rows.length < rowsAtOnce) break;
        }
      }
      await write(JSON.stringify({ rows: count }));
    });
  return count;
}

/**
 * Fills an empty database from a backup, all or nothing.
 * @throws UserError when the database is not empty, or the file is none of ours or of a newer version.
 */
export async function restore(database: Database, lines: AsyncIterable<string>): Promise<number> {
  return database.transaction(async (tx) => {
    await refuseUnlessEmpty(tx);
    await sql`set constraints all deferred`.execute(tx);
    let [number, count, promised] = [0, 0, -1];
    for await (const line of lines) {
      number++;
      const footer = Footer.safeParse(parseJson(line));
      if (number === 1) readHeader(line);
      else if (footer.success) promised = footer.data.rows;
      else count += await insertRow(tx, line, number);
    }
    if (number === 0) throw notABackup("it is empty");
    if (count !== promised) throw notABackup(`it is cut off after ${count} rows`);
    for (const table of tables) await continueIds(tx, table);
    return count;
  });
}

async function refuseUnlessEmpty(tx: Tx): Promise<void> {
  const found = await tx.selectFrom("season").select("name").limit(1).executeTakeFirst();
  if (!found) return;
  throw new UserError(
    "not-empty",
    `The database already holds the season "${found.name}"; a backup is restored into an empty one.`,
    "Choose a new folder with --data FOLDER, or an empty database.",
  );
}

function readHeader(line: string): void {
  const header = Header.safeParse(parseJson(line));
  if (!header.success) throw notABackup("its first line is not a backup's header");
  const unknown = header.data.schema.filter((name) => !knownMigrations().includes(name));
  if (unknown.length === 0) return;
  throw new UserError(
    "newer-schema",
    `This backup was made by a newer version of Shark Tank (it has ${unknown.join(", ")}).`,
    "Update Shark Tank, then restore again.",
  );
}

async function insertRow(tx: Tx, line: string, number: number): Promise<1> {
  const parsed = Row.safeParse(parseJson(line));
  if (!parsed.success) throw notABackup(`line ${number} is not a row`);
  const { table, row } = parsed.data;
  const json = JSON.stringify(row);
  await sql`
    insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_record(null::${sql.table(table)}, ${json}::jsonb)`.execute(tx);
  return 1;
}

/** Without this the next insert would take an id that a restored row has. */
async function continueIds(tx: Tx, table: (typeof tables)[number]): Promise<void> {
  if (orderOf(table) !== "id") return;
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), greatest((select max(id) from ${sql.table(table)}), 1),
      exists (select from ${sql.table(table)}))`.execute(tx);
}

function orderOf(table: (typeof tables)[number]): string {
  if (table === "source") return "sha256";
  if (table === "report") return "run_id, attempt";
  if (table === "verdict" || table === "reading" || table === "measurement") return "run_id";
  if (table === "delivery") return "outbox_id, channel";
  return table === "inbox" ? "event_id" : "id";
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function notABackup(why: string): UserError {
  return new UserError(
    "not-a-backup",
    `This file is no backup of Shark Tank: ${why}.`,
    "Name a file that `tank backup` wrote.",
  );
}
