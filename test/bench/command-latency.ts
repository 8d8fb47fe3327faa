import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import pino from "pino";
import { runCommand } from "../../src/bot/commands/run-command.ts";
import { readProblemNow } from "../../src/bot/season-file.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { createDatabase, createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";
import { commandAt, type Load, loadedSeason, loadOptions, loadSeason, quantiles, readLoad } from "./loaded-season.ts";

const rethrow = (error: Error): never => {
  throw error;
};

/** `npm run bench -- commands`: R9, every command answered within 1 s at p99 under load, on both databases. */
export async function benchCommands(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: loadOptions,
  });
  const load = readLoad(values);
  const folder = mkdtempSync(join(tmpdir(), "tank-bench-"));
  await using server = await startPostgres();
  await createTemplate(server.url);
  await using shared = await createDatabase(server.url);
  const rows: Record<string, object> = {};
  for (const [name, open] of [
    ["embedded", () => openEmbedded(join(folder, "data"), rethrow)],
    ["PostgreSQL", () => openPostgres(shared.url, { onError: rethrow })],
  ] as const) {
    await using database = await open();
    rows[name] = await measure(database, load);
  }
  rmSync(folder, { recursive: true });
  console.log(
    `${load.commands} commands at once with ${load.runs} queued runs and ${load.ballots} ballots; ms until answered`,
  );
  console.table(rows);
}

async function measure(database: Database, load: Load) {
  const game = await loadSeason(database, load);
  const tank = { game, season: loadedSeason, log: pino({ level: "silent" }), readProblem: readProblemNow };
  const answers = await Promise.all(
    Array.from({ length: load.commands }, async (_, index) => {
      const text = commandAt(index);
      const startedAt = performance.now();
      const reply = await runCommand(tank, { by: `shark-${index}`, text, files: [], readFile: () => null });
      if (!reply.ok) throw new Error(`${text}: ${reply.error.message}`);
      return { text: text.split(" ").slice(0, 2).join(" "), ms: performance.now() - startedAt };
    }),
  );
  const { rows } = await sql<{ n: number }>`select count(*)::int4 as n from ballot`.execute(database.db);
  return { ...quantiles(answers.map(({ ms }) => ms)), "ballots stored": rows[0]?.n };
}
