import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { largestFileBytes, largestSetFiles } from "../rounds/candidate.ts";
import type { Game, Roles } from "../rounds/game.ts";
import type { Db } from "../rounds/store/database.ts";
import { openDatabase } from "../rounds/store/open-database.ts";
import { waitingRuns } from "../rounds/store/run-labels.ts";
import type { SeasonRow } from "../rounds/store/seasons.ts";
import { readGitFiles } from "../runner/git-source.ts";
import type { HarnessEvent } from "../runner/protocol.ts";
import type { Announcer, DeliveryWatch } from "./announce.ts";
import type { ReadGit } from "./command.ts";
import type { Tank } from "./commands/run-command.ts";
import { type DeadlineWatch, watchDeadlines } from "./deadlines.ts";
import { type Engine, startEngine } from "./engine.ts";
import type { EventStream } from "./events/event-stream.ts";
import { startTelling } from "./events/start-telling.ts";
import type { Webhook } from "./events/webhooks.ts";
import { fileLog } from "./log.ts";
import type { Surroundings } from "./operations/look-around.ts";
import type { Pulse } from "./operations/pulse.ts";
import { type TankWatch, watchTank } from "./operations/tank-watch.ts";
import { localPlan, runnerChoice } from "./runner-choice.ts";
import { queuesOf, type RunnerPlan } from "./runner-keys.ts";
import { findOrStartSeason, readProblemNow } from "./season-file.ts";

/** Where a season is kept. */
export interface TankPlace {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** A season's name, or a path to a season's file. */
  readonly season: string;
  /** Who may what, where the installation names anybody. */
  readonly roles?: Roles;
  /** Git repositories that candidates may come from, by name. */
  readonly remotes?: Readonly<Record<string, string>>;
  /** The machines that measure, and where runs go; this machine alone by default. */
  readonly plan?: RunnerPlan;
  /** Programs that are told what happens. */
  readonly webhooks?: readonly Webhook[];
}

/** A season with its database, its judge, its worker and the channel that it is announced in. */
export interface OpenTank extends AsyncDisposable {
  readonly tank: Tank;
  readonly season: SeasonRow;
  /** Shows what is owed. */
  deliver(): Promise<void>;
  /** True while a run of the season has not ended, but for those that a host keeps from starting. */
  isBusy(): Promise<boolean>;
  /** Resolves when every run of the season has ended and everything owed was shown. */
  idle(): Promise<void>;
  /** What whoever operates it is told about. */
  readonly around: Surroundings;
  /** What happens, for programs that listen. */
  readonly events: EventStream;
}

export interface TankOptions extends TankPlace {
  /** Who shows announcements; null: nobody, they stay owed. */
  readonly announcer: ((game: Game, season: SeasonRow, watch: DeliveryWatch) => Announcer) | null;
  readonly onEvent: (db: Db, runId: number, event: HarnessEvent) => void;
  /** Called when a run has been judged. */
  readonly onJudged: () => void;
  readonly onDatabase?: (state: "lost" | "back") => void;
  readonly signal: AbortSignal;
}

export async function openTank(options: TankOptions): Promise<OpenTank> {
  const { dataFolder, databaseUrl, signal } = options;
  const watch = watchTank();
  let db: Db | null = null;
  let deliver = async () => {};
  const onEvent = (runId: number, event: HarnessEvent) => {
    if (db) options.onEvent(db, runId, event);
  };
  const onJudged = async () => {
    options.onJudged();
    await deliver();
  };
  const onDatabase = (state: "lost" | "back") => {
    watch.onDatabase(state);
    options.onDatabase?.(state);
  };
  const { roles, plan = localPlan } = options;
  const onRun = watch.metrics.runJudged;
  const told = { onEvent, onJudged, onRun, onDatabase };
  const engine = await startEngine({ dataFolder, databaseUrl, ...told, signal, roles, plan });
  const { game, log } = engine;
  const { database } = game;
  db = database.db;
  try {
    const season = await findOrStartSeason(game, options.season);
    const closing = new AbortController();
    const deliveries = watch.deliveries({ db, log });
    const announcer = options.announcer?.(game, season, deliveries) ?? null;
    const about = { game, seasonId: season.id, log, watch: deliveries, announcer };
    const until = AbortSignal.any([signal, closing.signal]);
    const telling = startTelling({ ...about, webhooks: options.webhooks ?? [], signal: until });
    deliver = () => telling.deliver();
    const isBusy = () => hasWork(database.db, season.id);
    // Another process on the same database may owe what this one shows.
    const delivering =
      databaseUrl === undefined
        ? Promise.resolve()
        : keepDelivering(engine, watch.looking, closing.signal, () => deliver());
    const watching = keepDeadlines(
      { game, seasonId: season.id, log, onOwed: () => deliver(), signal: closing.signal },
      watch,
    );
    const { commandDone: onCommand } = watch.metrics;
    return {
      tank: { game, season: season.name, log, readProblem: readProblemNow, readGit: gitReader(options), onCommand },
      season,
      around: { database, seasonId: season.id, plan, watch },
      events: telling.events,
      isBusy,
      deliver: () => deliver(),
      async idle() {
        await deliver();
        while (await isBusy()) {
          await engine.changed();
          signal.throwIfAborted();
          await deliver();
        }
        await telling.programsTold();
      },
      async [Symbol.asyncDispose]() {
        closing.abort();
        await Promise.all([delivering, watching]);
        await telling.programsTold();
        await engine[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

async function hasWork(db: Db, seasonId: number): Promise<boolean> {
  const { first, stopped } = await waitingRuns(db, seasonId);
  return first.some(({ state }) => state !== "queued" || stopped === null);
}

async function keepDelivering(
  engine: Engine,
  pulse: Pulse,
  signal: AbortSignal,
  deliver: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    pulse.beat();
    await engine.changed();
    await deliver().catch((error: unknown) => engine.log.error({ err: error }, "delivery-failed"));
  }
}

async function keepDeadlines(watched: Omit<DeadlineWatch, "onBeat">, { deadlines }: TankWatch): Promise<void> {
  deadlines.beat();
  await watchDeadlines({ ...watched, onBeat: () => deadlines.beat() });
}

/** Nothing where no repository is configured, so that whoever names one is told. */
function gitReader({ remotes = {} }: TankPlace): ReadGit | undefined {
  if (Object.keys(remotes).length === 0) return undefined;
  const limits = { files: largestSetFiles, fileBytes: largestFileBytes };
  return (wanted) => readGitFiles(remotes, wanted, limits);
}

/** The season without a worker and without a channel, for one command: what it starts and owes waits for a bot. */
export async function openBareTank(place: TankPlace): Promise<Tank & AsyncDisposable> {
  const { dataFolder, databaseUrl, plan = localPlan } = place;
  const reportError = { current: (_: Error): void => undefined };
  const database = await openDatabase(
    { dataFolder, databaseUrl },
    { onError: (error) => reportError.current(error), runners: queuesOf(plan) },
  );
  try {
    mkdirSync(dataFolder, { recursive: true });
    const log = fileLog(dataFolder);
    reportError.current = (error) => log.error({ err: error }, "queue-error");
    const game: Game = {
      database,
      clock: { now: () => new Date() },
      secretSeed: () => randomBytes(32).toString("hex"),
      ...(place.roles && { roles: place.roles }),
      runners: runnerChoice(plan),
    };
    const season = await findOrStartSeason(game, place.season);
    return {
      game,
      season: season.name,
      log,
      readProblem: readProblemNow,
      readGit: gitReader(place),
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    };
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}
