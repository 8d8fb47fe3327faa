import { setTimeout as after } from "node:timers/promises";
import { sql } from "kysely";
import { killPoint } from "../kill-point.ts";
import type { Db, Tx } from "./database.ts";
import { codeOf, isConflict, isConnectionLost } from "./database-errors.ts";
import type { DatabaseWatch } from "./database-watch.ts";
import { databaseAway } from "./patient-dialect.ts";

/** On the embedded database nothing can go away or meet: it is this process's own. */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const result = await db.transaction().execute(async (tx) => {
    const inner = await work(tx);
    killPoint("before-commit");
    return inner;
  });
  killPoint("after-commit");
  return result;
}

/** More than the pool has connections: after an outage several may be dead and not have noticed. */
const mostTries = 20;

/**
 * On PostgreSQL: tried again where another transaction stood in the way or the connection broke before the commit.
 * Where it broke during the commit, PostgreSQL is asked what became of it, so that nothing is done twice.
 */
export async function transactOnPostgres<Result>(
  db: Db,
  watch: DatabaseWatch,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const sent: { readonly id: string; readonly result: Result }[] = [];
    try {
      return await transact(db, async (tx) => {
        const result = await work(tx);
        sent.push({ id: await transactionId(tx), result });
        return result;
      });
    } catch (error) {
      if (isConnectionLost(error)) {
        watch.lost();
        const [commit] = sent;
        if (commit !== undefined && (await wasCommitted(db, commit.id))) return commit.result;
        if (attempt === mostTries) throw databaseAway(error);
      } else if (!isConflict(error) || attempt === mostTries) throw error;
    }
  }
}

async function transactionId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("a transaction without an id");
  return row.id;
}

/** PostgreSQL's `invalid_parameter_value`: it knows of no such transaction yet. */
const inTheFuture = "22023";

/** A server that was killed may have forgotten a transaction whole, its number too: then nothing of it was kept. */
async function statusOf(db: Db, id: string): Promise<string | null> {
  try {
    const asked = db.selectNoFrom(sql<string | null>`pg_xact_status(${id}::xid8)`.as("status"));
    return (await asked.executeTakeFirstOrThrow()).status;
  } catch (error) {
    if (codeOf(error) === inTheFuture) return "aborted";
    throw error;
  }
}

/** What became of a transaction whose commit went unanswered, by its number. */
export async function wasCommitted(db: Db, id: string): Promise<boolean> {
  for (;;) {
    const status = await statusOf(db, id);
    if (status !== "in progress") return status === "committed";
    // Its server process has not yet noticed that we are gone.
    await after(50);
  }
}
