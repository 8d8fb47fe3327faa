import { type Announcer, type Channel, createAnnouncer } from "../../src/bot/announce.ts";
import { watchDeadlines } from "../../src/bot/deadlines.ts";
import { safeLog } from "../../src/bot/log.ts";
import { serveOperations } from "../../src/bot/operations/serve-operations.ts";
import { type TankWatch, watchTank } from "../../src/bot/operations/tank-watch.ts";
import { localPlan } from "../../src/bot/runner-choice.ts";
import type { RunnerPlan } from "../../src/bot/runner-keys.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { keepBeating } from "../../src/runner/heart.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";
import { startWorker } from "../../src/runner/worker.ts";
import { recordedHarness } from "../fixtures/harness/commands.ts";
import { type DatabaseKind, newSeason, openWorld, type World } from "../play/world.ts";

export interface PartSeen {
  readonly part: string;
  readonly status: string;
  readonly since: string | null;
  readonly says: string;
  readonly todo: string | null;
}

/** A bot of real parts on a clock that a test turns, asked over HTTP how it is. */
export interface OperatedBot extends AsyncDisposable {
  readonly world: World;
  readonly season: string;
  readonly seasonId: number;
  readonly watch: TankWatch;
  readonly announcer: Announcer;
  readonly url: string;
  readonly logged: readonly Record<string, unknown>[];
  /** How the place answers a post; the next ones do what is set here. */
  readonly place: { post: () => Promise<string> };
  /** Turns the clock on. */
  passMs(ms: number): void;
  /** The answer of /healthz: its HTTP status, its own, and its red parts by name. */
  health(): Promise<{
    readonly code: number;
    readonly status: string;
    readonly red: Readonly<Record<string, PartSeen>>;
  }>;
  metrics(): Promise<string>;
  /** Starts a worker of a runner; its disposal stops it as SIGTERM would. */
  startWorker(runner: string): Promise<AsyncDisposable>;
}

interface Options {
  readonly plan?: RunnerPlan;
  readonly patienceMs?: number;
}

export async function openOperatedBot(
  kind: DatabaseKind,
  { plan = localPlan, patienceMs = 20_000 }: Options = {},
): Promise<OperatedBot> {
  const parts = new AsyncDisposableStack();
  const world = parts.use(await openWorld(kind));
  const { game, database, clock } = world;
  const logged: Record<string, unknown>[] = [];
  const log = safeLog({ write: (line: string) => void logged.push(JSON.parse(line)) }, null);
  const season = await newSeason(world, { rules: { deadlines: { pitching: "2h" } } });
  const { id: seasonId } = await getSeason(database.db, season);
  const watch = watchTank(() => game.clock.now());
  const place = { post: async () => "posted" };
  const channel: Channel = { name: "town:square", find: async () => null, post: () => place.post() };
  const now = () => game.clock.now();
  const announcer = createAnnouncer(database, seasonId, channel, now, watch.deliveries({ db: database.db, log }));
  const stop = new AbortController();
  const watched = { game, seasonId, log, onOwed: () => announcer.deliver(), signal: stop.signal, everyMs: 5 };
  const watching = watchDeadlines({ ...watched, onBeat: () => watch.deadlines.beat() });
  parts.defer(async () => {
    stop.abort();
    await watching;
  });
  const around = { database, seasonId, plan, watch, patienceMs };
  const desk = parts.use(await serveOperations({ host: "127.0.0.1", port: 0 }, around, log));
  await database.queue.supervise();
  return {
    world,
    season,
    seasonId,
    watch,
    announcer,
    url: desk.url,
    logged,
    place,
    passMs(ms) {
      clock.at = new Date(clock.at.getTime() + ms);
    },
    async health() {
      const answer = await fetch(`${desk.url}/healthz`);
      const { status, parts: told } = JSON.parse(await answer.text());
      const red = told.filter((each: PartSeen) => each.status === "red");
      return { code: answer.status, status, red: Object.fromEntries(red.map((each: PartSeen) => [each.part, each])) };
    },
    metrics: async () => (await fetch(`${desk.url}/metrics`)).text(),
    async startWorker(name) {
      const end = new AbortController();
      const runner = plainRunner(name);
      const fixed = { runner, now, onEvent: () => undefined, signal: end.signal, harnessCommand: recordedHarness };
      const worker = await startWorker(database, fixed);
      const onError = (error: unknown) => log.error({ err: error }, "beat-lost");
      const heart = keepBeating(
        { database, runner, now, isStopped: () => false, onError, everyMs: 200 },
        worker.stopped,
      );
      return {
        async [Symbol.asyncDispose]() {
          end.abort();
          await heart;
        },
      };
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

export const minuteMs = 60_000;
