import { sql } from "kysely";
import type { Db } from "./database.ts";
import { codeOf, isConnectionLost } from "./database-errors.ts";

/** Asked for again after so long: a statement that only waits for its turn must not look like one that nobody answers. */
const turnMs = 1000;
/** PostgreSQL's `lock_not_available`. */
const notYet = "55P03";

/** A session's lock: let go by unlocking, or by the death of the process or its connection. */
export async function withSessionLock<Result>(db: Db, name: string, work: () => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (session) => {
    await lock(session, name);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(session).catch((error: unknown) => {
        if (!isConnectionLost(error)) throw error;
      });
    }
  });
}

async function lock(session: Db, name: string): Promise<void> {
  const { rows } = await sql<{ ours: boolean }>`
    select pg_try_advisory_lock(hashtextextended(${name}, 0)) as ours`.execute(session);
  if (rows[0]?.ours) return;
  await sql`select set_config('lock_timeout', ${`${turnMs}ms`}, false)`.execute(session);
  while (!(await waited(session, name)));
  await sql`select set_config('lock_timeout', '0', false)`.execute(session);
}

async function waited(session: Db, name: string): Promise<boolean> {
  try {
    await sql`select pg_advisory_lock(hashtextextended(${name}, 0))`.execute(session);
    return true;
  } catch (error) {
    if (codeOf(error) === notYet) return false;
    throw error;
  }
}
