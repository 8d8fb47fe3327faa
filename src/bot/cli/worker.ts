import { parseArgs } from "node:util";
import type { Logger } from "pino";
import { armKillPoint } from "../../rounds/kill-point.ts";
import type { Database } from "../../rounds/store/database.ts";
import { openPostgres, promptAnswerMs } from "../../rounds/store/postgres.ts";
import { localRunner } from "../../rounds/store/queue.ts";
import { UserError } from "../../rounds/user-error.ts";
import { keepBeating } from "../../runner/heart.ts";
import { queueOf, type Runner } from "../../runner/runner-settings.ts";
import { startWorkers } from "../../runner/start-workers.ts";
import { baselineGuard } from "../baseline-guard.ts";
import { loadConfig } from "../config.ts";
import { HttpPort } from "../http/http-place.ts";
import { stdoutLog } from "../log.ts";
import { type WorkerWatch, watchWorker } from "../operations/worker-watch.ts";
import { findRunner } from "../runner-choice.ts";
import { usageText } from "./run-cli.ts";

const usage = `Usage: npm run worker -- [--runner NAME]

Takes the runs of one runner of config/tank.yml from the bot's database, one at a time: it measures them on this
machine, or on the one that the runner's launcher reaches.
It needs DATABASE_URL: without it the bot keeps an embedded database, and takes its runs itself. The bot has to have
been started once. A worker's own database user: npm run tank -- worker-role --help.

  --runner NAME     whose runs to take (default: local)
  --http-port PORT  answers GET /healthz and GET /metrics there, on http.host of config/tank.yml (default: nowhere)
  --help            this text

SIGTERM or Ctrl-C: it takes no further run, lets the one in hand end for 20 s, and hands it back otherwise.
Exit code 3: the baseline against itself came out different, so the runner has stopped itself.
`;

/** A run in hand may still end in this time after a SIGTERM; the rest of the promised 30 s is for handing it back. */
const finishMs = 20_000;
const lastMs = 28_000;

/** `npm run worker`: a worker in a process of its own, on any machine that reaches the database. */
export async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { databaseUrl, killAt, plan, httpHost } = loadConfig();
  const runner = findRunner(plan, options.runner);
  if (databaseUrl === undefined) throw noDatabase();
  armKillPoint(killAt);
  const log = stdoutLog({ runner: runner.name });
  const watch = watchWorker(runner.name);
  const stop = stopSignal(log);
  await using database = await openPostgres(databaseUrl, {
    onError: (error) => log.error({ err: error }, "queue-error"),
    onState: (state) => {
      watch.onDatabase(state);
      log.warn(state === "lost" ? "database-lost" : "database-back");
    },
    runners: [queueOf(runner)],
    as: "worker",
    answerMs: promptAnswerMs,
  });
  await using _ =
    options.port === null ? null : await watch.serve({ host: httpHost, port: options.port }, database, log);
  const isFit = await work({ database, runner, watch, signal: stop, log });
  log.info("worker-stopped");
  return isFit ? 0 : 3;
}

interface Work {
  readonly database: Database;
  readonly runner: Runner;
  readonly watch: WorkerWatch;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** False where the runner has stopped itself. */
async function work({ database, runner, watch, signal, log }: Work): Promise<boolean> {
  let isFit = true;
  const now = () => new Date();
  const worker = await startWorkers(database, {
    runner,
    now,
    onEvent: (runId, event) => {
      if (event.event === "waiting") log.info({ runId, holders: event.holders }, "device-busy");
      else log.debug({ runId }, event.event);
    },
    onAttempt(done) {
      const { event, ...attempt } = done;
      watch.onAttempt(done);
      log.info(attempt, event);
    },
    onStopped: (reason) => {
      isFit = false;
      log.error({ reason }, "runner-stopped");
    },
    onError: (error, runId) => log.error({ err: error, runId }, "news-lost"),
    signal,
    finishMs,
    guard: baselineGuard,
  });
  log.info("worker-started");
  const onError = (error: unknown) => log.error({ err: error }, "beat-lost");
  await keepBeating({ database, runner, now, isStopped: () => !isFit, onError }, worker.stopped);
  return isFit;
}

function readOptions(argv: readonly string[]) {
  const options = {
    runner: { type: "string", default: localRunner },
    "http-port": { type: "string" },
    help: { type: "boolean", default: false },
  } as const;
  try {
    const { runner, help, "http-port": port } = parseArgs({ args: [...argv], options }).values;
    return { runner, help, port: port === undefined ? null : parsePort(port) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run worker -- --help lists the options.");
  }
}

function parsePort(text: string): number {
  const port = HttpPort.safeParse(/^\d+$/.test(text) ? Number(text) : text);
  if (port.success) return port.data;
  throw new UserError("usage", `--http-port is no port: use one from 1 to 65535.`, "9465, for example.");
}

function noDatabase(): UserError {
  return new UserError(
    "no-database",
    "A worker shares the bot's database, and DATABASE_URL is not set.",
    "Set DATABASE_URL to the PostgreSQL that the bot uses. Without one the bot has an embedded database, which " +
      "belongs to its process alone, and it takes its runs itself.",
  );
}

/** The first SIGTERM or SIGINT stops gently; a database that does not answer then holds nobody up. */
function stopSignal(log: Logger): AbortSignal {
  const stop = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (stop.signal.aborted) return;
    log.info({ signal: name }, "worker-stopping");
    stop.abort();
    setTimeout(() => process.exit(0), lastMs).unref();
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  return stop.signal;
}
