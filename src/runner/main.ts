import { existsSync } from "node:fs";
import { env, loadEnvFile } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pino, { type Logger } from "pino";
import { armKillPoint } from "../rounds/kill-point.ts";
import type { Database } from "../rounds/store/database.ts";
import { openPostgres } from "../rounds/store/postgres.ts";
import { RunnerName } from "../rounds/store/queue.ts";
import { UserError } from "../rounds/user-error.ts";
import { startWorker } from "./worker.ts";

const usage = `Usage: npm run worker -- [--runner NAME]

Takes the runs of one runner from the bot's database and measures them on this machine, one at a time.
It needs DATABASE_URL: without it the bot keeps an embedded database, and takes its runs itself.

  --runner NAME  whose runs to take (default: local)
  --help         this text

SIGTERM or Ctrl-C: it takes no further run, lets the one in hand end for 20 s, and hands it back otherwise.
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
  const { databaseUrl, killAt } = readEnvironment();
  armKillPoint(killAt);
  const log = pino({ base: { runner: options.runner } }, pino.destination({ dest: 1, sync: true }));
  const stop = stopSignal(log);
  await using database = await openPostgres(databaseUrl, {
    onError: (error) => log.error({ err: error }, "queue-error"),
    onState: (state) => log.warn(state === "lost" ? "database-lost" : "database-back"),
    runners: [options.runner],
  });
  await work(database, options.runner, stop, log);
  log.info("worker-stopped");
  return 0;
}

async function work(database: Database, runner: string, signal: AbortSignal, log: Logger): Promise<void> {
  const worker = await startWorker(database, {
    runner,
    now: () => new Date(),
    onEvent: (runId, { event }) => log.debug({ runId }, event),
    onAttempt: ({ event, ...attempt }) => log.info(attempt, event),
    signal,
    finishMs,
  });
  log.info("worker-started");
  await worker.stopped;
}

function readOptions(argv: readonly string[]): { readonly help: boolean; readonly runner: string } {
  const options = { runner: { type: "string", default: "local" }, help: { type: "boolean", default: false } } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    const runner = RunnerName.safeParse(values.runner);
    if (runner.success) return { help: values.help, runner: runner.data };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(
      "usage",
      `${error.message.split(/\.?\n|\. /)[0]}.`,
      "npm run worker -- --help lists the options.",
    );
  }
  throw new UserError(
    "usage",
    "A runner's name is made of lower case letters, digits and dashes.",
    "Give the name that the bot's configuration uses: npm run worker -- --runner h100",
  );
}

/** Read once, here; nothing of it is passed on to a harness. */
function readEnvironment() {
  const envFile = fileURLToPath(new URL("../../.env", import.meta.url));
  if (existsSync(envFile)) loadEnvFile(envFile);
  const { DATABASE_URL: databaseUrl, TANK_KILL_AT: killAt } = env;
  if (databaseUrl === undefined || databaseUrl === "") {
    throw new UserError(
      "no-database",
      "A worker shares the bot's database, and DATABASE_URL is not set.",
      "Set DATABASE_URL to the PostgreSQL that the bot uses. Without one the bot has an embedded database, which " +
        "belongs to its process alone, and it takes its runs itself.",
    );
  }
  return { databaseUrl, killAt };
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
