import { sql } from "kysely";
import type { Tx } from "./database.ts";

/** Lets one transaction at a time past this line for a name: for rows that don't exist yet and can't be locked. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 1))`.execute(tx);
}
