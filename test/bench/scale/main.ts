import { parseArgs } from "node:util";
import { sql } from "kysely";
import type { Game } from "../../../src/rounds/game.ts";
import { openDatabase } from "../../../src/rounds/store/open-database.ts";
import { describedHistory } from "./described-history.ts";
import { mib, quantile } from "./figures.ts";
import { readingLines } from "./reading-lines.ts";
import { timeLines } from "./time-lines.ts";
import { twoPlaces } from "./two-databases.ts";
import { longSeason, usualSeason } from "./write-history.ts";

const options = {
  rounds: { type: "string", default: "1000" },
  seasons: { type: "string", default: "50" },
  times: { type: "string", default: "100" },
  embedded: { type: "boolean", default: false },
  only: { type: "string", default: "" },
} as const;

/**
 * `npm run bench -- scale`: how soon reading commands are answered on a long history, beside a tenth of it. What grows
 * with the season that is asked about is shown apart from what grows with all the others.
 */
export async function benchScale(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options });
  const whole = { seasons: Number(values.seasons), rounds: Number(values.rounds) };
  const tenth = { seasons: Math.max(2, Math.ceil(whole.seasons / 10)), rounds: Math.ceil(whole.rounds / 10) };
  await using two = await twoPlaces(values.embedded ? "embedded" : "postgres");
  await using open = new AsyncDisposableStack();
  const games: Game[] = [];
  for (const [index, place] of two.places.entries()) {
    const database = open.use(await openDatabase(place, { onError: rethrow }));
    games.push(await describedHistory(database, index === 0 ? tenth : whole));
  }
  const lines = readingLines().filter(({ text }) => text.includes(values.only));
  for (const season of [usualSeason, longSeason]) {
    const timed = await timeLines(games, season, lines, Number(values.times));
    console.log(`\nms until answered, one at a time, ${await describeSeason(games, season)}`);
    console.table(
      Object.fromEntries(
        [...timed].map(([{ text, wholeSeason }, [less = [], more = []]]) => [
          `${text}${wholeSeason ? " (all of a season)" : ""}`,
          compared(less, more),
        ]),
      ),
    );
  }
  const { rss, heapUsed } = process.memoryUsage();
  console.log(
    `This process, which is the bot's part${values.embedded ? " and both databases" : ""}: ${mib(rss)} resident, ${mib(heapUsed)} heap`,
  );
}

function compared(less: readonly number[], more: readonly number[]) {
  const [p50, p99] = [quantile(more, 0.5), quantile(more, 0.99)];
  return {
    "p50, a tenth": quantile(less, 0.5),
    p50,
    ratio: Number((p50 / quantile(less, 0.5)).toFixed(2)),
    "p99, a tenth": quantile(less, 0.99),
    p99,
  };
}

const rethrow = (error: Error): never => {
  throw error;
};

async function describeSeason(games: readonly Game[], season: string): Promise<string> {
  const counts: string[] = [];
  for (const { database } of games) {
    const { rows } = await sql<{ rounds: number; runs: number }>`select
      (select count(*)::int4 from round where season_id = season.id) as rounds,
      (select count(*)::int4 from run where season_id = season.id) as runs from season where name = ${season}`.execute(
      database.db,
    );
    counts.push(`${rows[0]?.rounds} rounds with ${rows[0]?.runs} runs`);
  }
  return `in a season of ${counts.join(" in the tenth, and ")} in the whole`;
}
