import { setTimeout as after } from "node:timers/promises";
import { z } from "zod";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";
import { startWorker } from "../../src/runner/worker.ts";
import { endWithStarter } from "./end-with-starter.ts";

// A worker in a process of its own, as npm run worker starts one, with a harness of the test's choice.

endWithStarter();
const { databaseUrl, harness, finishMs } = z
  .strictObject({ databaseUrl: z.string(), harness: z.array(z.string()), finishMs: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ""));
const stop = new AbortController();
process.on("SIGTERM", () => {
  stop.abort();
  process.stdout.write("stopping\n");
});
const onError = (error: Error) => {
  throw error;
};
await using database = await openPostgres(databaseUrl, { onError, as: "worker" });
const worker = await startWorker(database, {
  runner: plainRunner("local"),
  now: () => new Date(),
  onEvent: () => process.stdout.write("launched\n"),
  onAttempt: ({ event, runId, attempt }) => process.stdout.write(`${event} ${runId} ${attempt}\n`),
  signal: stop.signal,
  finishMs,
  harnessCommand: harness,
});
await worker.stopped;
// Whoever reads our last line gets it.
await after(0);
