import { parseArgs } from "node:util";
import { openDatabase } from "../../../src/rounds/store/open-database.ts";
import { describedHistory } from "./described-history.ts";
import { quantile } from "./figures.ts";
import type { HistorySize } from "./plan-rounds.ts";
import { playLoop } from "./play-loop.ts";
import { type Place, twoPlaces } from "./two-databases.ts";

const options = {
  rounds: { type: "string", default: "1000" },
  seasons: { type: "string", default: "50" },
  played: { type: "string", default: "50" },
  embedded: { type: "boolean", default: false },
} as const;

/**
 * `npm run bench -- loop`: from the close of a vote to the runner's first stage, and from a report's arrival to the
 * verdict's post, on an empty database and on a long history. The machine's own start of a process is in the first.
 */
export async function benchLoop(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options });
  const size = { seasons: Number(values.seasons), rounds: Number(values.rounds) };
  const kind = values.embedded ? "embedded" : "postgres";
  await using two = await twoPlaces(kind);
  const [empty, long] = two.places;
  await fill(long, size);
  for (const [name, place] of [
    ["an empty database", empty],
    [`${size.rounds} rounds of history`, long],
  ] as const) {
    const { started, told } = await playLoop(place, Number(values.played));
    console.log(`${values.played} rounds on ${name} (${kind}), ms`);
    console.table({ "vote closed → first stage": quantiles(started), "report → verdict posted": quantiles(told) });
  }
}

async function fill(place: Place, size: HistorySize): Promise<void> {
  const onError = (error: Error): never => {
    throw error;
  };
  await using database = await openDatabase(place, { onError });
  await describedHistory(database, size);
}

function quantiles(times: readonly number[]) {
  return { least: quantile(times, 0), p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
