import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { recordReport } from "../../src/rounds/play/runs/record-report.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { Season } from "../../src/rounds/season.ts";
import { measureOnce } from "../../src/runner/measure-once.ts";
import type { HarnessEvent } from "../../src/runner/protocol.ts";
import type { Runner } from "../../src/runner/runner-settings.ts";
import { startWorker } from "../../src/runner/worker.ts";
import { openWorld, type World } from "../play/world.ts";
import { pythonBundle, pythonProblem, standIn, told } from "../runner/python-problem.ts";
import { gpuPython } from "./gpu-python.ts";
import { type SlurmCluster, startSlurm } from "./slurm-cluster.ts";
import { overSlurm, whyNoSlurm } from "./slurm-runner.ts";

const runs = 20;
const workers = 4;

describe.skipIf(whyNoSlurm)(`Slurm that fails ${whyNoSlurm ?? ""}`, () => {
  let slurm: SlurmCluster;
  beforeAll(async () => {
    slurm = await startSlurm();
  });
  afterAll(() => slurm[Symbol.asyncDispose]());

  it(`${runs} runs, ${workers} workers, two GPUs, a dead node and a dead controller: each run is reported and judged once`, async () => {
    const python = gpuPython(slurm.folder, { isHeld: true });
    await using world = await openWorld();
    await startGpuSeason(world);
    const asked = [];
    for (let each = 0; each < runs; each++) asked.push(await ask(world, `shark-${each}`));
    await using _working = await work(world, overSlurm(slurm, python));
    const bothAreAtWork = () => slurm.jobs("%T %N").filter((job) => /^RUNNING gpu-[ab]$/.test(job)).length === 2;

    // In the hand of two nodes, with others in Slurm's queue and more in ours.
    await waitUntil(bothAreAtWork);
    await slurm.killNode("gpu-b");
    await waitUntil(() => slurm.stateOf("gpu-b").startsWith("down"));
    slurm.startNode("gpu-b");
    await waitUntil(bothAreAtWork);
    await slurm.killController();
    slurm.startController();
    await waitUntil(() => slurm.jobs().length > 0);
    python.letGo();
    await waitUntil(async () => (await statesOf(world)).every((state) => state === "judged"));

    expect(await reportsOf(world)).toEqual(asked.map((runId) => ({ runId, reports: 1 })));
    expect(await verdictsOf(world)).toEqual(asked);
    expect(new Set(python.starts().map((start) => start.split(" ")[1]))).toEqual(new Set(["gpu-a", "gpu-b"]));
    // The run that the dead node had was tried again, and whatever the killed controller has forgotten.
    expect(await attemptsOf(world)).toContain(2);
    await waitUntil(() => slurm.jobs().length === 0);
  }, 240_000);

  it("a run whose waiting job the controller forgot is the runner's fault, and not of the run's limit", async () => {
    const python = gpuPython(slurm.folder);
    const events: HarnessEvent[] = [];
    const run = { bundle: pythonBundle(null, "forgotten"), onEvent: (event: HarnessEvent) => events.push(event) };
    const outcome = measureOnce(overSlurm(slurm, python, ["--hold"]), run, {
      python: () => standIn,
      aliveEveryMs: 300,
    });
    await waitUntil(() => events.length > 0);
    expect(events).toEqual([{ event: "waiting", holders: "its scheduler says PENDING" }]);
    await slurm.killController();
    slurm.forgetJobs();
    slurm.startController();
    expect(await outcome).toMatchObject({
      failure: { kind: "lost", message: expect.stringMatching(/does not know its job any more/) },
    });
    expect(python.starts()).toEqual([]);
  }, 60_000);
});

async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await isSo()).toBe(true), { timeout: 90_000, interval: 200 });
}

/** Workers of the runner, and a judge. */
async function work(world: World, runner: Runner): Promise<AsyncDisposable> {
  const stop = new AbortController();
  const judge = await world.database.queue.work("judge", async (job) => {
    await recordReport(world.game, job);
  });
  const working = await Promise.all(
    Array.from({ length: workers }, () =>
      startWorker(world.database, {
        runner,
        now: () => world.clock.at,
        onEvent: () => undefined,
        signal: stop.signal,
        pythonHarness: standIn,
      }),
    ),
  );
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all([judge.stop(), ...working.map(({ stopped }) => stopped)]);
    },
  };
}

async function startGpuSeason({ game }: World): Promise<void> {
  const { name, sha256, benchmarks } = pythonProblem;
  await startSeason(game, {
    settings: Season.parse({ name: "gpu", title: "GPU", problem: name }),
    problem: {
      name,
      title: "P",
      sha256,
      labels: benchmarks.map(({ label }) => label),
      bundle: pythonProblem,
      limits: { checkMs: 10_000, caseMs: 10_000 },
    },
    baseline: told("it is the baseline"),
  });
}

async function ask({ game }: World, by: string): Promise<number> {
  return (await startMeasurement(game, { season: "gpu", by, files: told("speedup 2", by), what: "it" })).runId;
}

async function statesOf({ database }: World): Promise<readonly string[]> {
  return (await database.db.selectFrom("run").select("state").execute()).map(({ state }) => state);
}

async function attemptsOf({ database }: World): Promise<readonly number[]> {
  const rows = await database.db.selectFrom("run").select("attempt").orderBy("attempt").execute();
  return rows.map(({ attempt }) => attempt);
}

/** How many reports each run has that are no fault of the runner. */
async function reportsOf({ database }: World) {
  const rows = await database.db.selectFrom("report").select(["run_id", "body"]).orderBy("run_id").execute();
  const whole = rows.filter(({ body }) => JSON.stringify(body).includes('"outcome":"report"'));
  const ids = [...new Set(whole.map(({ run_id }) => run_id))];
  return ids.map((runId) => ({ runId, reports: whole.filter(({ run_id }) => run_id === runId).length }));
}

async function verdictsOf({ database }: World): Promise<readonly number[]> {
  const rows = await database.db.selectFrom("verdict").select("run_id").orderBy("run_id").execute();
  return rows.map(({ run_id }) => run_id);
}
