import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTable, type TestTable } from "../commands/table.ts";
import { playRandomSeason, tries } from "./play-random-season.ts";
import { openWorld, type World } from "./world.ts";

let table: TestTable;
let other: World;
beforeAll(async () => {
  table = await openTable();
  other = await openWorld();
});
afterAll(async () => {
  await table[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

it("30 players trying anything for 12 rounds break no invariant; every refusal is a person's mistake, and the season survives export and import", async () => {
  const seen = new Map<string, number>();
  // The same three seasons each time; `npm run bench -- seasons` plays others.
  await fc.assert(
    fc.asyncProperty(tries, (stream) => playRandomSeason(table, other, stream, seen)),
    { numRuns: 3, seed: 20_261_125 },
  );
  // It says something only where much of it was allowed, and much was not.
  const names = [...seen.keys()];
  expect(names.filter((name) => name.startsWith("/")).length).toBeGreaterThan(20);
  expect(names.filter((name) => !name.startsWith("/")).length).toBeGreaterThan(30);
}, 600_000);
