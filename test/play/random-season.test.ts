import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { roundsOf } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { openTable, type TestTable } from "../commands/table.ts";
import { attempt, type Try } from "./random-season.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

const one: fc.Arbitrary<Try> = fc.record({ by: fc.nat(29), what: fc.nat(9999), x: fc.nat(999), y: fc.nat(999) });
const rounds = 12;

it("30 players trying anything for 12 rounds break no invariant, and every refusal is a person's mistake", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(one), async (tries) => {
      await table.season({ rules: { minimumSharks: 1, proofTiming: true } });
      const { id } = await getSeason(table.world.database.db, table.tank.season);
      let played = 0;
      for (let index = 0; played <= rounds && index < 1500; index++) {
        const { value } = tries.next();
        const reply = await attempt(table, value);
        const outcome = reply.ok ? reply.command : reply.error.code;
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        if (!reply.ok) {
          expect(reply.error.code, JSON.stringify(table.logged.at(-1))).not.toBe("bug");
          expect(`${reply.error.message} ${reply.error.hint}`).toMatch(/\S[.!?)"…] \S/);
        }
        if (index % 40 === 0) {
          expect(await brokenInvariants(table.world.database.db)).toEqual([]);
          played = (await roundsOf(table.world.database.db, id)).length;
        }
      }
      expect(played).toBeGreaterThan(rounds);
      expect(await brokenInvariants(table.world.database.db)).toEqual([]);
    }),
    { numRuns: 2 },
  );
  // It says something only where much of it was allowed, and much was not.
  expect([...seen.keys()].filter((name) => name.startsWith("/")).length).toBeGreaterThan(15);
  expect([...seen.keys()].filter((name) => !name.startsWith("/")).length).toBeGreaterThan(25);
}, 600_000);
