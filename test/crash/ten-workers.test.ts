import { describe, expect, it } from "vitest";
import type { Database } from "../../src/rounds/store/database.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { enqueueRun } from "../../src/rounds/store/runs.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { takeRun, workRuns } from "../../src/rounds/store/worker-queries.ts";
import { newSeason, openWorld, type World } from "../play/world.ts";

const workers = 10;
const runs = 100;

async function queueRuns(world: World, database: Database): Promise<void> {
  const season = await getSeason(world.database.db, await newSeason(world));
  const { sha256 } = await world.database.db.selectFrom("source").select("sha256").executeTakeFirstOrThrow();
  await database.transaction(async (tx) => {
    for (let seed = 0; seed < runs; seed++) {
      await enqueueRun(tx, database, {
        seasonId: season.id,
        roundId: null,
        pitchId: null,
        purpose: "measure",
        problemVersionId: season.problemVersionId,
        baselineSha256: sha256,
        candidateSha256: null,
        budgetMsPerCase: 60,
        secretSeed: seed.toString(16).padStart(64, "0"),
        at: world.clock.at,
      });
    }
  });
}

describe("R6: on PostgreSQL", () => {
  it(`${runs} runs and ${workers} workers of the runner they go to: each run is leased once`, async () => {
    await using world = await openWorld("postgres");
    await using stack = new AsyncDisposableStack();
    const onError = (error: Error): never => {
      throw error;
    };
    const taken: { readonly worker: number; readonly runId: number }[] = [];
    const all = Promise.withResolvers<void>();
    for (let worker = 0; worker < workers; worker++) {
      const database = stack.use(await openPostgres(world.databaseUrl ?? "", { onError, runners: ["h100"] }));
      await workRuns(database, "h100", async (job) => {
        if ((await takeRun(database, job, world.clock.at)) !== null) taken.push({ worker, runId: job.runId });
        if (taken.length === runs) all.resolve();
      });
    }
    await queueRuns(world, stack.use(await openPostgres(world.databaseUrl ?? "", { onError, runners: ["h100"] })));
    await all.promise;
    expect(new Set(taken.map(({ runId }) => runId)).size).toBe(runs);
    expect(taken).toHaveLength(runs);
    expect(new Set(taken.map(({ worker }) => worker)).size).toBe(workers);
  });
});
