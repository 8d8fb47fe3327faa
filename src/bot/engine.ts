import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { mkdirSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import type { Logger } from "pino";
import type { Game, Roles } from "../rounds/game.ts";
import { killPoint } from "../rounds/kill-point.ts";
import { recordReport } from "../rounds/play/runs/record-report.ts";
import { recoverLost, recoverRuns } from "../rounds/play/runs/recover-runs.ts";
import { isConnectionLost } from "../rounds/store/database-errors.ts";
import { type JudgedRun, judgedRun } from "../rounds/store/judged-runs.ts";
import { openDatabase } from "../rounds/store/open-database.ts";
import { promptAnswerMs } from "../rounds/store/postgres.ts";
import { type HeartOptions, keepBeating } from "../runner/heart.ts";
import type { HarnessEvent } from "../runner/protocol.ts";
import type { Runner } from "../runner/runner-settings.ts";
import { startWorkers } from "../runner/start-workers.ts";
import type { RunningWorker } from "../runner/worker.ts";
import { baselineGuard } from "./baseline-guard.ts";
import { fileLog } from "./log.ts";
import { localPlan, runnerChoice, servedHere } from "./runner-choice.ts";
import { queuesOf, type RunnerPlan } from "./runner-keys.ts";

/** The game on its database, with a judge and, unless told otherwise, a worker in this one process. */
export interface Engine extends AsyncDisposable {
  readonly game: Game;
  readonly log: Logger;
  /** Resolves after the next judged report, or soon: whoever waits looks at the database anyway. */
  readonly changed: () => Promise<void>;
}

export interface EngineOptions {
  /** The log's place and, without `databaseUrl`, the embedded database's. */
  readonly dataFolder: string;
  /** A PostgreSQL that other bots and workers may share. */
  readonly databaseUrl?: string | undefined;
  readonly onEvent: (runId: number, event: HarnessEvent) => void;
  /** Called after every judged report. */
  readonly onJudged: () => Promise<void>;
  /** Told what came of each attempt. */
  readonly onRun?: ((run: JudgedRun) => void) | undefined;
  /** Told once when the database goes away in mid-round and once when it is back; nothing is lost in between. */
  readonly onDatabase?: ((state: "lost" | "back") => void) | undefined;
  readonly roles?: Roles | undefined;
  /** Stops the worker: the run in hand is handed back, and taken up again by another worker or at the next start. */
  readonly signal: AbortSignal;
  /** The machines that measure, and where runs go; this machine alone by default. */
  readonly plan?: RunnerPlan | undefined;
  /** The harness that measures; the embedded one by default. */
  readonly harnessCommand?: readonly string[];
  /** How long PostgreSQL may leave a statement unanswered before its connection counts as lost. */
  readonly answerMs?: number;
}

const pollMs = 250;

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { dataFolder, databaseUrl, onJudged, onRun, onDatabase, signal, plan = localPlan } = options;
  const reportError = { current: (_: Error): void => undefined };
  const reportState = { current: (_: "lost" | "back"): void => undefined };
  const database = await openDatabase(
    { databaseUrl, dataFolder },
    {
      onError: (error) => reportError.current(error),
      onState: (state) => reportState.current(state),
      runners: queuesOf(plan),
      answerMs: options.answerMs ?? promptAnswerMs,
    },
  );
  mkdirSync(dataFolder, { recursive: true });
  const log = fileLog(dataFolder);
  reportError.current = (error) => log.error({ err: error }, "queue-error");
  reportState.current = (state) => {
    log.warn({ state }, state === "lost" ? "database-lost" : "database-back");
    onDatabase?.(state);
  };
  const stopped = new Map<string, string>();
  const game: Game = {
    database,
    clock: { now: () => new Date() },
    secretSeed: () => randomBytes(32).toString("hex"),
    ...(options.roles && { roles: options.roles }),
    runners: runnerChoice(plan, stopped),
  };
  const events = new EventEmitter();
  await recover(game, log);
  await startJudge(game, log, async (run) => {
    if (run !== null) onRun?.(run);
    await onJudged();
    events.emit("changed");
  });
  const workers: RunningWorker[] = [];
  const hearts: Promise<void>[] = [];
  const closing = Promise.withResolvers<void>();
  for (const runner of servedHere(plan, database.kind)) {
    const worker = await startRunner(game, log, runner, { ...options, stopped });
    workers.push(worker);
    const ended = Promise.race([worker.stopped, closing.promise]);
    hearts.push(keepBeating(heartOf(game, log, runner, stopped), ended));
  }
  return {
    game,
    log,
    changed: () => nextChange(events),
    async [Symbol.asyncDispose]() {
      // After the abort the run in hand is handed back, which takes the database.
      if (signal.aborted) await Promise.all(workers.map((worker) => worker.stopped));
      closing.resolve();
      await Promise.all(hearts);
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What the last process left behind: at once where it was the only one, by its stopped heart where others are at work. */
async function recover(game: Game, log: Logger): Promise<void> {
  const { database } = game;
  await database.queue.work("lost", async (job) => {
    killPoint("lost-taken");
    if (await recoverLost(game, job)) log.warn(job, "run-lost");
  });
  if (database.kind === "postgres") {
    return database.queue.supervise().catch((error: unknown) => {
      // A database that goes away at this moment is looked through when it is back, as it is every ten seconds.
      if (!isConnectionLost(error)) throw error;
    });
  }
  const recovered = await recoverRuns(game);
  for (const job of recovered) log.info(job, "run-recovered");
}

async function startJudge(game: Game, log: Logger, onJudged: (run: JudgedRun | null) => Promise<void>): Promise<void> {
  const { database } = game;
  await database.queue.work("judge", async ({ runId, attempt }) => {
    killPoint("judge-taken");
    const isNew = await recordReport(game, { runId, attempt });
    killPoint("report-judged");
    const run = isNew ? await judgedRun(database.db, runId, attempt) : null;
    const { roundId, round, runner, purpose, state, fault, verdict } = run ?? {};
    if (isNew) log.info({ runId, attempt, roundId, round, runner, purpose, state, fault, verdict }, "run-judged");
    await onJudged(run);
  });
}

async function startRunner(
  game: Game,
  log: Logger,
  runner: Runner,
  options: EngineOptions & { readonly stopped: Map<string, string> },
): Promise<RunningWorker> {
  const { onEvent, signal, harnessCommand, stopped } = options;
  return startWorkers(game.database, {
    runner,
    now: () => game.clock.now(),
    onEvent,
    onAttempt: ({ event, ...attempt }) => log.info({ ...attempt, runner: runner.name }, event),
    onStopped: (message) => {
      stopped.set(runner.name, "it has stopped itself: start the bot again when its machine is mended");
      log.error({ runner: runner.name, reason: message }, "runner-stopped");
    },
    onError: (error, runId) => log.error({ err: error, runId }, "news-lost"),
    signal,
    guard: baselineGuard,
    ...(harnessCommand && { harnessCommand }),
  });
}

function heartOf(game: Game, log: Logger, runner: Runner, stopped: ReadonlyMap<string, string>): HeartOptions {
  return {
    database: game.database,
    runner,
    now: () => game.clock.now(),
    isStopped: () => stopped.has(runner.name),
    onError: (error) => log.error({ err: error, runner: runner.name }, "beat-lost"),
  };
}

async function nextChange(events: EventEmitter): Promise<void> {
  const end = new AbortController();
  const wake = Promise.race([
    once(events, "changed", { signal: end.signal }),
    after(pollMs, undefined, { signal: end.signal }),
  ]);
  await wake.finally(() => end.abort());
}
