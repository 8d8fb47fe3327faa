import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resumeRuns, stopRuns } from "../../src/rounds/play/host/stop-runs.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { waitingRuns } from "../../src/rounds/store/run-labels.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { storeOutcome, takeRun, workRuns } from "../../src/rounds/store/worker-queries.ts";
import { refusalOf } from "../rounds/refusal.ts";
import { databaseKinds, kernel, newSeason, openWorld, queuedRuns, reportOf, type World } from "./world.ts";

let world: World;

const stop = (season: string, host: string) =>
  stopRuns(world.game, { season, host, reason: "the GPU is needed for a release" });
const resume = (season: string, host: string) => resumeRuns(world.game, { season, host, reason: "released" });
const measure = (season: string, by: string) =>
  startMeasurement(world.game, { season, by, files: kernel(`by ${by}`), what: "a try" });

async function stateOf(season: string) {
  return waitingRuns(world.database.db, (await getSeason(world.database.db, season)).id);
}

describe.each(databaseKinds)("R16: runs that a host has stopped, on the %s database", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("start neither from the queue nor anew; what runs goes on to its end; others' seasons are not touched", async () => {
    const season = await newSeason(world);
    const other = await newSeason(world);
    await openRound(world.game, { season, title: "A round", host: "hanna" });
    await measure(season, "ada");
    const [opening, measurement] = await queuedRuns(world, season);
    if (opening === undefined || measurement === undefined) throw new Error("nothing is queued");
    const jobOf = ({ id, attempt }: typeof opening) => ({ runId: id, attempt });
    expect(await takeRun(world.database, jobOf(opening), world.clock.at)).not.toBeNull();
    await stop(season, "hanna");
    expect(await takeRun(world.database, jobOf(measurement), world.clock.at)).toBeNull();
    const report = { outcome: "report", report: reportOf(opening, 1) } as const;
    expect(await storeOutcome(world.database, jobOf(opening), report, world.clock.at)).toBe(true);
    await measure(season, "bob");
    const late = (await queuedRuns(world, season)).at(-1);
    expect(late && (await takeRun(world.database, jobOf(late), world.clock.at))).toBeNull();
    expect((await stateOf(season)).stopped).toMatchObject({ by: "hanna", reason: "the GPU is needed for a release" });
    await measure(other, "ada");
    const [elsewhere] = await queuedRuns(world, other);
    expect(elsewhere && (await takeRun(world.database, jobOf(elsewhere), world.clock.at))).not.toBeNull();
  });

  it("start when a host lets them, each once, also where their jobs came and went meanwhile", async () => {
    const season = await newSeason(world);
    await openRound(world.game, { season, title: "A round", host: "hanna" });
    await stop(season, "hanna");
    const people = ["ada", "bob", "eve"];
    for (const name of people) await measure(season, name);
    const wanted = (await queuedRuns(world, season)).map(({ id }) => id);
    const seen: number[] = [];
    const came: number[] = [];
    const arrived = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const worker = await workRuns(world.database, "local", async (job) => {
      came.push(job.runId);
      const taken = await takeRun(world.database, job, world.clock.at);
      if (wanted.includes(job.runId) && taken !== null) seen.push(job.runId);
      if (wanted.every((id) => came.includes(id))) arrived.resolve();
      if (wanted.every((id) => seen.includes(id))) started.resolve();
    });
    await arrived.promise;
    expect(seen).toEqual([]);
    await resume(season, "hanna");
    await started.promise;
    await worker.stop();
    expect(seen).toEqual(wanted);
    expect((await stateOf(season)).stopped).toBeNull();
  });

  it("are stopped and let go by hosts alone, once, and both is kept with its reason", async () => {
    const season = await newSeason(world);
    await openRound(world.game, { season, title: "A round", host: "hanna" });
    expect(await refusalOf(stop(season, "ada"))).toMatch(/^not-host: /);
    expect(await refusalOf(resume(season, "hanna"))).toMatch(/^not-stopped: /);
    await stop(season, "hanna");
    expect(await refusalOf(stop(season, "hanna"))).toMatch(
      /^stopped-already: .*by hanna: the GPU is needed for a release\. .*\/tank resume/,
    );
    expect(await refusalOf(resume(season, "ada"))).toMatch(/^not-host: /);
    await resume(season, "hanna");
    const { id } = await getSeason(world.database.db, season);
    const kept = world.database.db.selectFrom("decision").select(["decision", "reason"]).where("season_id", "=", id);
    expect(await kept.orderBy("id").execute()).toEqual([
      { decision: "no run starts", reason: "the GPU is needed for a release" },
      { decision: "runs start again", reason: "released" },
    ]);
  });
});
