import fc from "fast-check";
import { openTable } from "../commands/table.ts";
import { playRandomSeason, tries } from "../play/play-random-season.ts";
import { openWorld } from "../play/world.ts";

/** Seasons that nobody has seen before, `npm run bench -- seasons 50`: what was allowed, what was refused. */
export async function benchSeasons([count = "20"]: readonly string[]): Promise<void> {
  await using table = await openTable();
  await using other = await openWorld();
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(tries, (stream) => playRandomSeason(table, other, stream, seen)),
    { numRuns: Number(count), endOnFailure: true },
  );
  const sorted = [...seen].toSorted((a, b) => b[1] - a[1]);
  const total = sorted.reduce((sum, [, times]) => sum + times, 0);
  process.stdout.write(
    `${count} seasons of 12 rounds by 30 players, ${total} commands: no invariant broken, no bug.\n`,
  );
  for (const [name, times] of sorted) process.stdout.write(`${String(times).padStart(7)}  ${name}\n`);
}
