import { recoverLost } from "../../src/rounds/play/runs/recover-runs.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { ChildProgram } from "../crash/child-program.ts";
import { roundOnRealProblem } from "../crash/real-problem.ts";
import { waitingHarness } from "../fixtures/harness/commands.ts";
import { createDatabase, createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";

/** `npm run bench -- dead-worker`: how long after its worker's kill -9 a run is queued again, by the real clock. */
export async function benchDeadWorker(): Promise<void> {
  await using server = await startPostgres();
  await createTemplate(server.url);
  await using own = await createDatabase(server.url);
  await using database = await openPostgres(own.url, { onError: console.error });
  const game = gameOn(database);
  await roundOnRealProblem(game);
  const plan = { databaseUrl: own.url, harness: waitingHarness("/nowhere"), finishMs: 0 };
  await using worker = new ChildProgram("worker-process.ts", [JSON.stringify(plan)]);
  await worker.line("launched");
  const queuedAgain = new Promise<void>((resolve, reject) => {
    const recover = async (job: { runId: number; attempt: number }) => {
      if (await recoverLost(game, job)) resolve();
    };
    database.queue.work("lost", recover).catch(reject);
  });
  await worker.end("SIGKILL");
  const killedAt = performance.now();
  await queuedAgain;
  console.log(
    `queued again ${((performance.now() - killedAt) / 1000).toFixed(1)} s after the worker's kill -9 (promised: 60 s)`,
  );
}

function gameOn(database: Database) {
  return { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
}
