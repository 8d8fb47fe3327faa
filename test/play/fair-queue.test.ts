import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closePhase } from "../../src/rounds/play/close-phase.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import type { QueuePlace } from "../../src/rounds/store/queue-places.ts";
import { waitingRuns } from "../../src/rounds/store/run-labels.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { putSource } from "../../src/rounds/store/sources.ts";
import { takeRun, workRuns } from "../../src/rounds/store/worker-queries.ts";
import {
  databaseKinds,
  kernel,
  newSeason,
  openWorld,
  pitch,
  queuedRuns,
  reportOf,
  runAll,
  runOne,
  type World,
} from "./world.ts";

let world: World;

/** A season whose only pitch is a sweep of so many combinations, all of them in the queue. */
async function sweepingSeason(combinations: number): Promise<string> {
  const season = await newSeason(world);
  await openRound(world.game, { season, title: "A sweep", host: "hanna", vote: "off" });
  await runAll(world, season, (run) => reportOf(run, 1));
  const { id } = await pitch(world, season, { title: "swept" });
  await world.database.transaction(async (tx) => {
    const parts = [];
    for (let part = 1; part <= combinations; part++) {
      parts.push({ knobs: `n=${part}`, sha256: await putSource(tx, kernel(`part ${part}`), world.clock.at) });
    }
    await tx
      .updateTable("pitch")
      .set({ sweep: JSON.stringify(parts) })
      .where("id", "=", id)
      .execute();
  });
  await closePhase(world.game, { season, host: "hanna" });
  return season;
}

const measure = (season: string, by: string) =>
  startMeasurement(world.game, { season, by, files: kernel(`by ${by}`), what: "a try" });

async function placesIn(season: string): Promise<readonly (QueuePlace | null)[]> {
  const { id } = await getSeason(world.database.db, season);
  return (await waitingRuns(world.database.db, id, world.clock.at)).first.map(({ place }) => place);
}

describe.each(databaseKinds)("whose turn it is before a runner, on the %s database", (kind) => {
  beforeEach(async () => {
    world = await openWorld(kind);
  });
  afterEach(() => world[Symbol.asyncDispose]());

  it("is each round's in turn: nobody fills the queue, and the places that are told are those that come", async () => {
    const sweeping = await sweepingSeason(4);
    const late = await newSeason(world);
    await openRound(world.game, { season: late, title: "Late", host: "hanna" });
    await measure(late, "ada");
    const sweep = (await queuedRuns(world, sweeping)).map(({ id }) => id);
    const others = (await queuedRuns(world, late)).map(({ id }) => id);
    const expected = [sweep[0], ...others, ...sweep.slice(1)];
    expect((await placesIn(late)).map((place) => place?.ahead)).toEqual([1, 2]);
    expect((await placesIn(sweeping)).map((place) => place?.ahead)).toEqual([0, 3, 4, 5]);

    const came: number[] = [];
    const all = Promise.withResolvers<void>();
    const worker = await workRuns(world.database, "local", async ({ runId }) => {
      if (expected.includes(runId)) came.push(runId);
      if (came.length === expected.length) all.resolve();
    });
    await all.promise;
    await worker.stop();
    expect(came).toEqual(expected);
  });

  it("comes about when the runner's last runs say so", async () => {
    const season = await newSeason(world);
    for (const by of ["ada", "bob", "eve", "sue"]) await measure(season, by);
    const [first, second] = await queuedRuns(world, season);
    if (first === undefined || second === undefined) throw new Error("nothing is queued");
    // Nothing is known yet of how long a run takes here.
    expect(await placesIn(season)).toEqual([0, 1, 2, 3].map((ahead) => ({ ahead, waitMs: null })));
    const begin = world.clock.at.getTime();
    await takeRun(world.database, { runId: first.id, attempt: 1 }, world.clock.at);
    world.clock.at = new Date(begin + 60_000);
    await runOne(world, first, reportOf(first, 1));
    await takeRun(world.database, { runId: second.id, attempt: 1 }, world.clock.at);
    world.clock.at = new Date(begin + 80_000);
    expect(await placesIn(season)).toEqual([null, { ahead: 0, waitMs: 40_000 }, { ahead: 1, waitMs: 100_000 }]);
  });
});
