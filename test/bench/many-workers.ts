import type { Database } from "../../src/rounds/store/database.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { enqueueRun } from "../../src/rounds/store/runs.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { ChildProgram } from "../crash/child-program.ts";
import { roundOnRealProblem } from "../crash/real-problem.ts";
import { recordedHarness } from "../fixtures/harness/commands.ts";
import { createDatabase, createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";

const workers = 10;
const runs = 100;

/** `npm run bench -- many-workers`: R6 with real processes: each run is taken once, and all workers take part. */
export async function benchManyWorkers(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startPostgres());
  await createTemplate(server.url);
  const own = stack.use(await createDatabase(server.url));
  const database = stack.use(await openPostgres(own.url, { onError: console.error }));
  const taken: { readonly worker: number; readonly run: string }[] = [];
  const all = Promise.withResolvers<void>();
  let stored = 0;
  const listen = async (child: ChildProgram, worker: number) => {
    for (;;) {
      const line = await child.line("run-");
      if (line.startsWith("run-taken")) taken.push({ worker, run: line });
      if (line.startsWith("run-stored") && ++stored === runs + 1) all.resolve();
    }
  };
  const plan = JSON.stringify({ databaseUrl: own.url, harness: recordedHarness, finishMs: 0 });
  await prepare(database);
  for (let worker = 0; worker < workers; worker++) {
    const child = stack.use(new ChildProgram("worker-process.ts", [plan]));
    // Its output ends when it is stopped, below.
    listen(child, worker).catch(() => undefined);
  }
  const startedAt = performance.now();
  await queueRuns(database);
  await all.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  const spread = Array.from({ length: workers }, (_, worker) => taken.filter((each) => each.worker === worker).length);
  console.log(
    `${runs} runs and the opening's, ${workers} workers: ${seconds.toFixed(1)} s in all, with the workers' own start; ` +
      `${taken.length} leases of ${new Set(taken.map(({ run }) => run)).size} runs`,
  );
  console.log(`runs a worker: ${spread.toSorted((a, b) => a - b).join(", ")}`);
}

async function prepare(database: Database): Promise<void> {
  await roundOnRealProblem({ database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) });
}

async function queueRuns(database: Database): Promise<void> {
  const { id, problemVersionId } = await getSeason(database.db, "real");
  const { sha256 } = await database.db.selectFrom("source").select("sha256").executeTakeFirstOrThrow();
  await database.transaction(async (tx) => {
    for (let seed = 1; seed <= runs; seed++) {
      await enqueueRun(tx, database, {
        seasonId: id,
        roundId: null,
        pitchId: null,
        purpose: "measure",
        problemVersionId,
        baselineSha256: sha256,
        candidateSha256: null,
        budgetMsPerCase: 60,
        secretSeed: seed.toString(16).padStart(64, "0"),
        at: new Date(),
      });
    }
  });
}
