import { sql } from "kysely";
import type { Game } from "../../../src/rounds/game.ts";
import type { Database } from "../../../src/rounds/store/database.ts";
import { mib } from "./figures.ts";
import { type HistorySize, pitchesOfRound, runsOfRound } from "./plan-rounds.ts";
import { writeHistory } from "./write-history.ts";

/** Writes a history, and says how large it is. */
export async function describedHistory(database: Database, size: HistorySize): Promise<Game> {
  const startedAt = performance.now();
  const game = await writeHistory(database, size);
  // A server does this by itself; nobody does on the embedded database.
  if (database.kind === "postgres") await sql`vacuum analyze`.execute(database.db);
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(
    database.db,
  );
  const { seasons, rounds } = size;
  console.log(
    `${seasons} seasons, ${rounds} rounds, ${rounds * pitchesOfRound} pitches, ${rounds * runsOfRound} runs: written in ` +
      `${((performance.now() - startedAt) / 1000).toFixed(0)} s, no invariant broken, ${mib(rows[0]?.bytes ?? 0)}`,
  );
  return game;
}
