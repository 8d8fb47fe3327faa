import assert from "node:assert/strict";
import fc from "fast-check";
import { archiveSeason } from "../../src/rounds/archive/archive-season.ts";
import { archiveText } from "../../src/rounds/archive/archive-text.ts";
import { checkArchive } from "../../src/rounds/archive/check-archive.ts";
import { importSeason } from "../../src/rounds/archive/import-season.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { findOpenRound, roundsOf } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import type { TestTable } from "../commands/table.ts";
import { attempt, type Try } from "./random-season.ts";
import { queuedRuns, reportOf, runAll, type World } from "./world.ts";

const one: fc.Arbitrary<Try> = fc.noBias(
  fc.record({ by: fc.nat(29), what: fc.nat(9999), x: fc.nat(999), y: fc.nat(999) }),
);
/** Whatever 30 people try, one after the other. */
export const tries: fc.Arbitrary<fc.Stream<Try>> = fc.infiniteStream(one);

const rounds = 12;
const mostTries = 2500;

/**
 * Plays a season of 12 rounds by whatever is tried. Every answer is an answer or a refusal with a way out, no invariant
 * breaks, and the season comes back from its archive byte by byte.
 */
export async function playRandomSeason(
  table: TestTable,
  other: World,
  stream: fc.Stream<Try>,
  seen: Map<string, number>,
): Promise<void> {
  await table.season({ rules: { minimumSharks: 1, proofTiming: true } });
  const { db } = table.world.database;
  const { id } = await getSeason(db, table.tank.season);
  let played = 0;
  for (let index = 0; played <= rounds; index++) {
    assert(index < mostTries, `only ${played} rounds after ${index} tries`);
    const reply = await attempt(table, stream.next().value);
    const outcome = reply.ok ? reply.command : reply.error.code;
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    if (!reply.ok) {
      assert.notEqual(outcome, "bug", JSON.stringify(table.logged.at(-1)));
      assert.match(`${reply.error.message} ${reply.error.hint}`, /\S[.!?)"…] \S/);
    }
    if (index % 40 !== 0) continue;
    assert.deepEqual(await brokenInvariants(db), []);
    played = (await roundsOf(db, id)).length;
  }
  await endOpenRound(table, id);
  assert.deepEqual(await brokenInvariants(db), []);
  await sameAgain(table, other);
}

/** What an archive leaves out while it is secret or under way. */
async function endOpenRound(table: TestTable, seasonId: number): Promise<void> {
  const open = await findOpenRound(table.world.database.db, seasonId);
  if (open) assert((await table.say(open.host, '/tank cancel reason="the end of the test"')).ok);
  while ((await queuedRuns(table.world, table.tank.season)).length > 0) {
    await runAll(table.world, table.tank.season, (run) => reportOf(run, 1));
  }
}

async function sameAgain({ world, tank: { season } }: TestTable, other: World): Promise<void> {
  const text = archiveText(await archiveSeason(world.game, { season, private: true }));
  await importSeason(other.game, { archive: checkArchive(JSON.parse(text)) });
  assert.equal(archiveText(await archiveSeason(other.game, { season, private: true })), text);
  assert.deepEqual(await brokenInvariants(other.database.db), []);
}
