import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { archiveSeason } from "../../src/rounds/archive/archive-season.ts";
import { archiveText } from "../../src/rounds/archive/archive-text.ts";
import { checkArchive } from "../../src/rounds/archive/check-archive.ts";
import { importSeason } from "../../src/rounds/archive/import-season.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { findOpenRound, roundsOf } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { openTable, type TestTable } from "../commands/table.ts";
import { attempt, type Try } from "./random-season.ts";
import { openWorld, queuedRuns, reportOf, runAll, type World } from "./world.ts";

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

/** What an archive leaves out while it is secret or under way. */
async function endOpenRound(seasonId: number): Promise<void> {
  const open = await findOpenRound(table.world.database.db, seasonId);
  if (open) expect((await table.say(open.host, '/tank cancel reason="the end of the test"')).ok).toBe(true);
  while ((await queuedRuns(table.world, table.tank.season)).length > 0) {
    await runAll(table.world, table.tank.season, (run) => reportOf(run, 1));
  }
}

/** Exported and imported, it is the same season. */
async function sameAgain(season: string): Promise<void> {
  const text = archiveText(await archiveSeason(table.world.game, { season, private: true }));
  await importSeason(other.game, { archive: checkArchive(JSON.parse(text)) });
  expect(archiveText(await archiveSeason(other.game, { season, private: true }))).toBe(text);
  expect(await brokenInvariants(other.database.db)).toEqual([]);
}

const one: fc.Arbitrary<Try> = fc.noBias(
  fc.record({ by: fc.nat(29), what: fc.nat(9999), x: fc.nat(999), y: fc.nat(999) }),
);
const rounds = 12;

it("30 players trying anything for 12 rounds break no invariant; every refusal is a person's mistake, and the season survives export and import", async () => {
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
      await endOpenRound(id);
      expect(await brokenInvariants(table.world.database.db)).toEqual([]);
      await sameAgain(table.tank.season);
    }),
    { numRuns: 3 },
  );
  // It says something only where much of it was allowed, and much was not.
  expect([...seen.keys()].filter((name) => name.startsWith("/")).length).toBeGreaterThan(20);
  expect([...seen.keys()].filter((name) => !name.startsWith("/")).length).toBeGreaterThan(25);
}, 600_000);
