import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { unfinishedRuns } from "../../src/rounds/store/runs.ts";
import { waitingHarness } from "../fixtures/harness/commands.ts";
import { databaseKinds, openWorld, type World } from "../play/world.ts";
import { createDatabase } from "../postgres/databases.ts";
import { ChildProgram } from "./child-program.ts";
import { roundOnRealProblem } from "./real-problem.ts";

const folder = mkdtempSync(join(tmpdir(), "tank-stopping-"));
afterAll(() => rmSync(folder, { recursive: true }));

const onError = (error: Error): never => {
  throw error;
};

const runsOf = async ({ database }: Pick<World, "database">) =>
  (await unfinishedRuns(database.db)).map(({ state, attempt, faults }) => ({ state, attempt, faults }));

function workerOf({ databaseUrl }: World, harness: readonly string[], finishMs: number): ChildProgram {
  return new ChildProgram("worker-process.ts", [JSON.stringify({ databaseUrl, harness, finishMs })]);
}

describe("R7: SIGTERM", () => {
  it("ends an idle worker with exit code 0", async () => {
    await using own = await createDatabase(inject("postgresUrl"));
    await using worker = npmRun("worker", ["--runner", "local"], { DATABASE_URL: own.url });
    await worker.line("worker-started");
    expect(await worker.end("SIGTERM")).toBe(0);
  });

  it("lets a worker finish the run in hand", async () => {
    await using world = await openWorld("postgres");
    await roundOnRealProblem(world.game);
    const release = join(folder, "release");
    await using worker = workerOf(world, waitingHarness(release), 20_000);
    await worker.line("launched");
    const end = worker.end("SIGTERM");
    await worker.line("stopping");
    writeFileSync(release, "");
    expect(await end).toBe(0);
    // The waiting harness ends without a report: stored as it was, for the bot to judge.
    expect(await runsOf(world)).toEqual([{ state: "reported", attempt: 1, faults: 0 }]);
  });

  it("makes a worker hand back a run that does not end, as nobody's fault", async () => {
    await using world = await openWorld("postgres");
    await roundOnRealProblem(world.game);
    await using worker = workerOf(world, waitingHarness("/nowhere"), 0);
    await worker.line("launched");
    expect(await worker.end("SIGTERM")).toBe(0);
    expect(await runsOf(world)).toEqual([{ state: "queued", attempt: 2, faults: 0 }]);
  });

  it.each(databaseKinds)("makes a bot with a worker of its own hand back its run (%s database)", async (kind) => {
    await using own = kind === "postgres" ? await createDatabase(inject("postgresUrl")) : undefined;
    const dataFolder = mkdtempSync(join(folder, "bot-"));
    const plan = { dataFolder, ...(own && { databaseUrl: own.url }), rounds: 1, harness: waitingHarness("/nowhere") };
    await using bot = new ChildProgram("season-process.ts", [JSON.stringify(plan)]);
    await bot.line("stage-started");
    expect(await bot.end("SIGTERM")).toBe(0);
    await using database = await openDatabase({ databaseUrl: own?.url, dataFolder }, { onError });
    expect(await runsOf({ database })).toEqual([{ state: "queued", attempt: 2, faults: 0 }]);
    expect(await brokenInvariants(database.db)).toEqual([]);
  });
});

describe("npm run worker", () => {
  it.each([
    ["without DATABASE_URL", [], {}, /DATABASE_URL is not set.*embedded/s],
    [
      "with one where nobody listens",
      [],
      { DATABASE_URL: "postgres://tank:hunter2@127.0.0.1:1/tank" },
      /can't be reached/,
    ],
    ["with a name that no runner has", ["--runner", "locale"], {}, /no runner "locale"; did you mean "local"\?/],
    ["with an unknown option", ["--gpu"], {}, /--gpu/],
  ])("%s is refused in two sentences", async (_, argv, env, says) => {
    await using worker = npmRun("worker", argv, { DATABASE_URL: "", ...env });
    expect(await worker.exit).toEqual([1, null]);
    expect(worker.errors()).toMatch(says);
    expect(worker.errors()).not.toMatch(/hunter2|\n {4}at /);
  });
});

function npmRun(program: string, argv: readonly string[], env: Readonly<Record<string, string>>): ChildProgram {
  return new ChildProgram("../../src/start.js", [program, ...argv], env);
}
