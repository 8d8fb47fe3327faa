import type { Database, Db, Tx } from "./database.ts";
import { runQueue } from "./queue.ts";
import type { Stopped } from "./season-tables.ts";

/** Who keeps a season's runs from starting; null: nobody. */
export async function stoppedOf(db: Db, seasonId: number): Promise<Stopped | null> {
  const row = await db.selectFrom("season").select("stopped").where("id", "=", seasonId).executeTakeFirstOrThrow();
  return row.stopped;
}

/** From here on no run of the season starts; those that run go on. False where it is stopped already. */
export async function stopSeason(tx: Tx, seasonId: number, stopped: Stopped): Promise<boolean> {
  const season = tx
    .updateTable("season")
    .set({ stopped: JSON.stringify(stopped) })
    .where("id", "=", seasonId);
  return (await season.where("stopped", "is", null).returning("id").executeTakeFirst()) !== undefined;
}

/** Lets the season's runs start again: each that waits gets a new job, since its old one may have come and gone. */
export async function resumeSeason(tx: Tx, database: Database, seasonId: number): Promise<boolean> {
  const season = tx.updateTable("season").set({ stopped: null }).where("id", "=", seasonId);
  const resumed = await season.where("stopped", "is not", null).returning("id").executeTakeFirst();
  if (resumed === undefined) return false;
  const runs = tx.selectFrom("run").select(["id", "attempt", "runner", "turn"]).where("season_id", "=", seasonId);
  for (const { id, attempt, runner, turn } of await runs.where("state", "=", "queued").orderBy("id").execute()) {
    await database.queue.send(tx, runQueue(runner), { runId: id, attempt }, { turn });
  }
  return true;
}
