import { env } from "node:process";
import { armKillPoint } from "../../src/rounds/kill-point.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { keepBeating } from "../../src/runner/heart.ts";
import { plainRunner, queueOf } from "../../src/runner/runner-settings.ts";
import { startWorker } from "../../src/runner/worker.ts";
import { endWithStarter } from "./end-with-starter.ts";
import { WorkerPlan } from "./season-plan.ts";

// What npm run worker does, with a harness that answers at once, and with kill points.

endWithStarter();
const { databaseUrl, harness, answerMs, ...plan } = WorkerPlan.parse(JSON.parse(process.argv[2] ?? ""));
const { TANK_KILL_AT } = env;
armKillPoint(TANK_KILL_AT);
const runner = plainRunner(plan.runner);
const stop = new AbortController();
process.on("SIGTERM", () => {
  stop.abort();
  // As npm run worker, which gives itself 28 s: a connection on a dead line does not close.
  setTimeout(() => process.exit(0), 10_000).unref();
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
await using database = await openPostgres(databaseUrl, {
  as: "worker",
  runners: [queueOf(runner)],
  onError: (error) => say(`queue-error ${error.message}`),
  onState: (state) => say(`database-${state}`),
  answerMs,
}).catch(refused);
const now = () => new Date();
const worker = await startWorker(database, {
  runner,
  now,
  onEvent: () => undefined,
  onAttempt: ({ event, runId, attempt }) => say(`${event} ${runId} ${attempt}`),
  onError: (error) => say(`news-lost ${String(error)}`),
  signal: stop.signal,
  harnessCommand: harness,
});
say("worker-started");
await keepBeating(
  { database, runner, now, isStopped: () => false, onError: (error) => say(`beat-lost ${String(error)}`) },
  worker.stopped,
);

/** As every program of ours does. */
function refused(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
