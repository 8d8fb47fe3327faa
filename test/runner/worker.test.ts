import { env } from "node:process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { baselineGuard } from "../../src/bot/baseline-guard.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import type { Report } from "../../src/rounds/report.ts";
import { Season } from "../../src/rounds/season.ts";
import { waitingRuns } from "../../src/rounds/store/run-labels.ts";
import { getOutcome, setRunState } from "../../src/rounds/store/runs.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import type { Guard } from "../../src/runner/bench.ts";
import { type Runner, RunnerSettings } from "../../src/runner/runner-settings.ts";
import { startWorkers } from "../../src/runner/start-workers.ts";
import { watchHold } from "../../src/runner/watch-hold.ts";
import { type AttemptEvent, startWorker, type WorkerOptions } from "../../src/runner/worker.ts";
import { openWorld, type World } from "../play/world.ts";
import { pythonProblem, standIn, told } from "./python-problem.ts";
import { lacks } from "./requirements.ts";

let world: World;
let stop: AbortController;
beforeEach(async () => {
  world = await openWorld();
  stop = new AbortController();
  await startGpuSeason("gpu", "it is the baseline");
});
afterEach(() => world[Symbol.asyncDispose]());

async function startGpuSeason(season: string, ...wishes: readonly string[]): Promise<void> {
  const { name, sha256, benchmarks } = pythonProblem;
  const labels = benchmarks.map(({ label }) => label);
  const limits = { checkMs: 10_000, caseMs: 10_000 };
  await startSeason(world.game, {
    settings: Season.parse({ name: season, title: "GPU", problem: name }),
    problem: { name, title: "P", sha256, labels, bundle: pythonProblem, limits },
    baseline: told(...wishes),
  });
}

const { PATH = "" } = env;
const runner = (settings: object = {}): Runner => ({
  name: "local",
  settings: RunnerSettings.parse(settings),
  env: { PATH },
});

/** Queues a private measurement of a kernel that tells the stand-in what to do. */
async function ask(by: string, ...wishes: readonly string[]): Promise<number> {
  return askIn("gpu", by, ...wishes);
}

async function askIn(season: string, by: string, ...wishes: readonly string[]): Promise<number> {
  return (await startMeasurement(world.game, { season, by, files: told(...wishes, by), what: "it" })).runId;
}

async function start(options: Partial<WorkerOptions> = {}) {
  const attempts: AttemptEvent[] = [];
  const worker = await startWorker(world.database, {
    runner: runner(),
    now: () => world.clock.at,
    onEvent: () => undefined,
    onAttempt: (attempt) => attempts.push(attempt),
    signal: stop.signal,
    pythonHarness: standIn,
    recheckMs: 5,
    ...options,
  });
  const stored = async (runId: number) => {
    const isStored = () => attempts.some((each) => each.runId === runId && each.event === "run-stored");
    await vi.waitFor(() => expect(isStored()).toBe(true), { timeout: 15_000 });
    return getOutcome(world.database.db, runId, 1);
  };
  const end = async () => {
    stop.abort();
    await worker.stopped;
  };
  return { ...worker, attempts, stored, end };
}

const labels = async () => (await waitingRuns(world.database.db, (await getSeason(world.database.db, "gpu")).id)).first;

describe.skipIf(lacks("python"))("a worker's runs of Python problems", () => {
  it("are measured by both clocks, in the sandbox that native code asks for", async () => {
    const runId = await ask("ada", "speedup 2");
    const worker = await start();
    const outcome = await worker.stored(runId);
    await worker.end();
    expect(outcome).toMatchObject({ outcome: "report", report: { runId: String(runId), sandbox: "full" } });
    if (outcome.outcome !== "report") return;
    expect(outcome.report.cases.map(({ clock, label }) => `${clock} ${label}`)).toEqual([
      "gpu one",
      "gpu two",
      "call one",
      "call two",
    ]);
  });

  it("are the runner's fault where the sandbox was weaker than the season asks for", async () => {
    const runId = await ask("ada", "tier container");
    const worker = await start();
    const outcome = await worker.stored(runId);
    await worker.end();
    expect(outcome).toMatchObject({
      outcome: "fault",
      kind: "sandbox",
      message: expect.stringMatching(
        /"container".*"full".*needs root there.*docs\/runners\.md.*rules\.sandbox: container/,
      ),
    });
  });

  it("share one harness where the runner serves", async () => {
    const first = await ask("ada");
    const second = await ask("bob");
    const worker = await start({ runner: runner({ serve: true }) });
    const outcomes = [await worker.stored(first), await worker.stored(second)];
    await worker.end();
    const facts = outcomes.map((outcome) => outcome.outcome === "report" && outcome.report.machine.facts["runs"]);
    expect(facts).toEqual([1, 2]);
  });

  it("say whom they wait for, and since when, until they are over", async () => {
    const runId = await ask("ada", "waits for ever");
    const worker = await start();
    await vi.waitFor(async () => expect((await labels())[0]?.waiting).not.toBeNull(), { timeout: 15_000 });
    expect(await labels()).toMatchObject([
      { runId, runner: "local", waiting: { since: world.clock.at, holders: "pid 4711 python3 holds it" } },
    ]);
    await worker.end();
    expect(await labels()).toMatchObject([{ runId, state: "queued", waiting: null }]);
  });
});

describe.skipIf(lacks("python"))("a runner with a capacity", () => {
  const wide = runner({ capacity: 2, launcher: ["/usr/bin/env"] });

  it("has as many runs in hand at once, and no more", async () => {
    for (const by of ["ada", "bob", "eve"]) await ask(by, "waits for ever");
    const taken: number[] = [];
    const workers = await startWorkers(world.database, {
      runner: wide,
      now: () => world.clock.at,
      onEvent: () => undefined,
      onAttempt: ({ event, runId }) => event === "run-taken" && taken.push(runId),
      signal: stop.signal,
      pythonHarness: standIn,
    });
    const waiting = async () => (await labels()).filter((each) => each.waiting !== null).length;
    await vi.waitFor(async () => expect(await waiting()).toBe(2), { timeout: 20_000 });
    expect(taken).toHaveLength(2);
    stop.abort();
    await workers.stopped;
    expect((await labels()).map(({ state }) => state)).toEqual(["queued", "queued", "queued"]);
  });

  it("takes what is sent to its pool, and hands it back there", async () => {
    const runId = await ask("ada", "waits for ever");
    const worker = await start({ runner: { ...runner({ pool: "local" }), name: "one-of-it" } });
    await vi.waitFor(async () => expect((await labels())[0]?.waiting).not.toBeNull(), { timeout: 15_000 });
    await worker.end();
    stop = new AbortController();
    const other = await start({ runner: { ...runner({ pool: "local" }), name: "another" } });
    await vi.waitFor(() => expect(other.attempts).toContainEqual({ event: "run-taken", runId, attempt: 2 }), {
      timeout: 15_000,
    });
    await other.end();
  });
});

describe.skipIf(lacks("python"))("a run that was cancelled", () => {
  it("is ended within 5 s, reported by nobody, and its runner takes the next one", async () => {
    const runId = await ask("ada", "waits for ever");
    const worker = await start();
    await vi.waitFor(async () => expect((await labels())[0]?.waiting).not.toBeNull(), { timeout: 15_000 });
    const next = await ask("bob");
    await world.database.transaction((tx) => setRunState(tx, runId, "cancelled", world.clock.at));
    const ended = { event: "run-superseded", runId, attempt: 1 };
    await vi.waitFor(() => expect(worker.attempts).toContainEqual(ended), { timeout: 5_000 });
    await worker.stored(next);
    await worker.end();
    expect(worker.attempts.map(({ event }) => event)).toEqual([
      "run-taken",
      "run-superseded",
      "run-taken",
      "run-stored",
    ]);
  });

  it("is not one whose database is away for a while", async () => {
    const runId = await ask("ada", "waits for ever");
    const errors: unknown[] = [];
    const failing: typeof world.database = Object.create(world.database, {
      db: {
        get() {
          throw new Error("the database is away");
        },
      },
    });
    const hold = watchHold(failing, { runId, attempt: 1 }, { holdCheckMs: 1, onError: (error) => errors.push(error) });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(3));
    expect(hold.lost.aborted).toBe(false);
    await hold.end();
  });
});

describe.skipIf(lacks("python"))("a runner's hours", () => {
  it("let nothing be taken outside of them", async () => {
    world.clock.at = new Date("2026-03-02T19:59:59Z");
    const looks = vi.fn(() => world.clock.at);
    const runId = await ask("ada");
    const worker = await start({ runner: runner({ hours: "20:00-08:00" }), now: looks });
    await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(20));
    expect(worker.attempts).toEqual([]);
    world.clock.at = new Date("2026-03-02T20:00:00Z");
    expect((await worker.stored(runId)).outcome).toBe("report");
    world.clock.at = new Date("2026-03-03T08:00:00Z");
    const seen = looks.mock.calls.length;
    await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(seen + 2));
    const late = await ask("bob");
    const later = looks.mock.calls.length;
    await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(later + 20));
    await worker.end();
    expect(worker.attempts.filter((each) => each.runId === late && each.event === "run-stored")).toEqual([]);
  });
});

describe.skipIf(lacks("python"))("the guard of a GPU runner", () => {
  it("sees the baseline against itself once, before the first candidate", async () => {
    const seen: Report[] = [];
    const guard: Guard = (report) => {
      seen.push(report);
      return null;
    };
    const runs = [await ask("ada"), await ask("bob")];
    const worker = await start({ guard });
    for (const runId of runs) expect((await worker.stored(runId)).outcome).toBe("report");
    await worker.end();
    expect(seen.map(({ runId, hashes }) => ({ runId, candidate: hashes.candidate }))).toEqual([
      { runId: `guard-${runs[0]}`, candidate: null },
    ]);
  });

  it("stops the runner with a sentence for the host, and no more runs are taken", async () => {
    const [first, second] = [await ask("ada"), await ask("bob")];
    const onStopped = vi.fn();
    const complaint = { kind: "unfair", detail: "The baseline against itself came out as faster." } as const;
    const worker = await start({ guard: () => complaint, onStopped });
    expect(await worker.stored(first)).toMatchObject({
      outcome: "fault",
      kind: "guard",
      message: expect.stringMatching(
        /^The baseline against itself came out as faster\. So the runner local has stopped/,
      ),
    });
    await worker.stopped;
    expect(onStopped).toHaveBeenCalledOnce();
    expect(await labels()).toMatchObject([
      { runId: first, state: "reported" },
      { runId: second, state: "queued" },
    ]);
  });

  it("stops at a false difference of the baseline from itself, by the rule that a bot and a worker bring", async () => {
    await startGpuSeason("unfair", "unfair 1.05");
    const runId = await askIn("unfair", "ada");
    const worker = await start({ guard: baselineGuard });
    expect(await worker.stored(runId)).toMatchObject({
      outcome: "fault",
      kind: "guard",
      message: expect.stringMatching(
        /different from itself by ×1\.050 \[.*\] on one and 1 more.*the runner local has stopped/s,
      ),
    });
    await worker.stopped;
  });

  it("lets the run be tried again where somebody else was on the GPU meanwhile", async () => {
    await startGpuSeason("shared", "unfair 1.05", "shared");
    const runId = await askIn("shared", "ada");
    const onStopped = vi.fn();
    const worker = await start({ guard: baselineGuard, onStopped });
    expect(await worker.stored(runId)).toMatchObject({
      outcome: "fault",
      kind: "disturbed",
      message: "Other processes used the GPU, after the measurement: python3 (pid 4711, 900 MB).",
    });
    expect(onStopped).not.toHaveBeenCalled();
    await worker.end();
  });

  it("lets a fair runner go on, by that same rule", async () => {
    const runId = await ask("ada", "speedup 2");
    const worker = await start({ guard: baselineGuard });
    expect((await worker.stored(runId)).outcome).toBe("report");
    await worker.end();
  });

  it("has nothing to say on a processor", async () => {
    const runId = await ask("ada");
    const worker = await start({
      runner: runner({ device: "cpu" }),
      guard: () => ({ kind: "unfair", detail: "never" }),
    });
    expect((await worker.stored(runId)).outcome).toBe("report");
    await worker.end();
  });
});
