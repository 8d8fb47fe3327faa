import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { recordReport } from "../../src/rounds/play/runs/record-report.ts";
import { recoverLost } from "../../src/rounds/play/runs/recover-runs.ts";
import { longestRunS, type RunJob } from "../../src/rounds/store/queue.ts";
import { getRound } from "../../src/rounds/store/rounds.ts";
import { unfinishedRuns } from "../../src/rounds/store/runs.ts";
import { recordedHarness, waitingHarness } from "../fixtures/harness/commands.ts";
import { openWorld, type World } from "../play/world.ts";
import { ChildProgram } from "./child-program.ts";
import { letTimePass, roundOnRealProblem } from "./real-problem.ts";

function workerOf({ databaseUrl }: World, harness: readonly string[]): ChildProgram {
  return new ChildProgram("worker-process.ts", [JSON.stringify({ databaseUrl, harness, finishMs: 0 })]);
}

/** What the bot does about lost attempts; resolves with the first one that it takes care of. */
function firstLost({ database, game }: World): Promise<RunJob> {
  return new Promise((resolve, reject) => {
    const recover = async (job: RunJob) => {
      await recoverLost(game, job);
      resolve(job);
    };
    database.queue.work("lost", recover).catch(reject);
  });
}

const runsOf = async ({ database }: World) =>
  (await unfinishedRuns(database.db)).map(({ state, attempt, faults }) => ({ state, attempt, faults }));

describe("R4: on PostgreSQL", () => {
  it("a dead worker's run is queued again as nobody's fault, and the next worker brings it home", async () => {
    await using world = await openWorld("postgres");
    const round = await roundOnRealProblem(world.game);
    await using dead = workerOf(world, waitingHarness("/nowhere"));
    await dead.line("launched");
    await dead.end("SIGKILL");
    const lost = firstLost(world);
    await world.database.queue.supervise();
    expect(await runsOf(world)).toEqual([{ state: "running", attempt: 1, faults: 0 }]);
    await letTimePass(world.databaseUrl ?? "", "heartbeat_on", "41 s");
    await world.database.queue.supervise();
    expect(await lost).toMatchObject({ attempt: 1 });
    expect(await runsOf(world)).toEqual([{ state: "queued", attempt: 2, faults: 0 }]);
    await using next = workerOf(world, recordedHarness);
    await next.line("run-stored");
    await recordReport(world.game, { ...(await lost), attempt: 2 });
    expect((await getRound(world.database.db, round)).round.now.state).toBe("pitching");
  });

  it("a run past its limit ends although its worker's heart beats, as the runner's own fault", async () => {
    await using world = await openWorld("postgres");
    await roundOnRealProblem(world.game);
    await using hung = workerOf(world, waitingHarness("/nowhere"));
    await hung.line("launched");
    const lost = firstLost(world);
    world.clock.at = new Date(Date.now() + (longestRunS + 1) * 1000);
    await letTimePass(world.databaseUrl ?? "", "started_on", `${longestRunS + 1} s`);
    await world.database.queue.supervise();
    await recordReport(world.game, await lost);
    expect(await runsOf(world)).toEqual([{ state: "queued", attempt: 2, faults: 1 }]);
  });

  it("silence is noticed within 60 s: 40 s without a heartbeat, looked for every 10 s", async () => {
    await using world = await openWorld("postgres");
    const { rows } = await queueRow(world);
    expect(rows).toEqual([{ silence: 40, limit: longestRunS, letter: "lost" }]);
  });
});

function queueRow({ database }: World) {
  return sql`select heartbeat_seconds as silence, expire_seconds as limit, dead_letter as letter
    from pgboss.queue where name = 'run.local'`.execute(database.db);
}
