import { once } from "node:events";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { Season } from "../../src/rounds/season.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";

// Run as a process of its own: opens the database it is given when a line comes, starts the season that all the others
// start too, says so, and ends when stdin does.

const onError = (error: Error) => {
  throw error;
};
process.stdout.write("ready\n");
await once(process.stdin, "data");
await using database = await openPostgres(process.argv[2] ?? "", { onError });
const game = { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
const season = await startSeason(game, {
  settings: Season.parse({ name: "shared", title: "A season", problem: "p" }),
  problem: { name: "p", title: "P", sha256: "p".repeat(64), labels: ["one"], bundle: {}, limits: {} },
  baseline: { "kernel.ts": "// baseline" },
});
process.stdout.write(`open ${season.id}\n`);
await once(process.stdin.resume(), "end");
