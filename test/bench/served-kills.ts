import { parseArgs } from "node:util";
import { everythingBroken, killAtRandom } from "../crash/served-kills.ts";
import { createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";

/**
 * `npm run bench -- served-kills [--kills 200] [--seasons 3] [--rounds 15] [--workers 3] [--within-ms 4000]`: seasons played
 * at once on PostgreSQL by a bot and workers of their own; every kill is a SIGKILL of the bot, a worker or the database
 * server, whichever chance takes.
 */
export async function benchServedKills(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      kills: { type: "string", default: "200" },
      seasons: { type: "string", default: "3" },
      rounds: { type: "string", default: "15" },
      workers: { type: "string", default: "3" },
      "within-ms": { type: "string", default: "4000" },
    },
  });
  await using server = await startPostgres();
  await createTemplate(server.url);
  const startedAt = performance.now();
  const killed = await killAtRandom(server, {
    kills: Number(values.kills),
    seasons: Number(values.seasons),
    rounds: Number(values.rounds),
    workers: Number(values.workers),
    withinMs: Number(values["within-ms"]),
    random: Math.random,
  });
  const { kills, begun, runs, verdicts, broken, strays, refusals } = killed;
  console.table({
    "kills of the bot": kills.bot,
    "kills of a worker": kills.worker,
    "kills of PostgreSQL": kills.postgres,
    "seasons played to their end": begun * Number(values.seasons),
    runs,
    verdicts,
    lost: broken.lost.length,
    doubled: broken.doubled.length,
    "announcements not delivered exactly once": broken.announcements.length,
    "broken invariants": broken.invariants.length,
    "stray processes": strays,
    "starts refused while the database was away": refusals.length,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  });
  for (const line of everythingBroken(killed)) console.log(line);
  for (const [line, times] of timesOf(refusals)) console.log(`${times} times: ${line}`);
}

function timesOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  // The port and the database are other ones each time.
  for (const line of lines.map((each) => each.replace(/\(DATABASE_URL is [^)]*\)/, "(DATABASE_URL …)")))
    times.set(line, (times.get(line) ?? 0) + 1);
  return times;
}
