import { readFileSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Arena } from "../crash/killed-season.ts";
import { createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";

/** `npm run bench -- outage [--seconds 20]`: PostgreSQL stopped in the middle of a season, and what the bot logs of it. */
export async function benchOutage(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { seconds: { type: "string", default: "20" } } });
  await using server = await startPostgres();
  await createTemplate(server.url);
  using arena = new Arena(server.url);
  await using season = await arena.newSeason(8);
  const end = season.run();
  // Long enough to be in the middle of one of its rounds.
  await after(4000);
  await server.order("stop");
  await after(Number(values.seconds) * 1000);
  await server.order("start");
  console.log(`PostgreSQL stopped for ${values.seconds} s in mid-season; the bot ended with ${await end}`);
  const log = readFileSync(`${season.dataFolder}/tank.log`, "utf8").trim().split("\n");
  for (const line of log) if (/database-|error/i.test(line)) console.log(line);
  const broken = await season.broken();
  console.log(`${broken.length} things lost or doubled ${broken.join("; ")}`);
}
