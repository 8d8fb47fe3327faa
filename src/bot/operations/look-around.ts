import { setTimeout as after } from "node:timers/promises";
import type { Database } from "../../rounds/store/database.ts";
import { isConnectionLost } from "../../rounds/store/database-errors.ts";
import {
  owedTo,
  type QueueFigures,
  queueFigures,
  supervisedAgoS,
  unjudgedReports,
  type Waiting,
} from "../../rounds/store/operating-figures.ts";
import { type RunnerWorkers, runnerWorkers } from "../../rounds/store/worker-beats.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { RunnerPlan } from "../runner-keys.ts";
import { type Health, type HealthFacts, healthOf, type RunnerFacts } from "./health.ts";
import type { LoopFacts } from "./pulse.ts";
import { placeOf, type TankWatch } from "./tank-watch.ts";

/** What a bot looks at when somebody asks how it is. */
export interface Surroundings {
  readonly database: Database;
  readonly seasonId: number;
  readonly plan: RunnerPlan;
  readonly watch: TankWatch;
  /** How long the database may take to answer. */
  readonly patienceMs?: number;
}

/** What the database says of it all; null parts of it are nowhere: either it answers in time, or nothing is known. */
export interface Figures {
  readonly queues: readonly QueueFigures[];
  readonly workers: readonly RunnerWorkers[];
  readonly unjudged: Waiting;
  readonly owed: readonly (Waiting & { readonly place: string })[];
  readonly supervisedAgoS: number | null;
}

export interface View {
  readonly health: Health;
  /** Null where the database did not answer. */
  readonly figures: Figures | null;
}

const usualPatienceMs = 3000;
const superviseLimitMs = 2 * 60_000;
const judgeLimitMs = 5 * 60_000;

/** How this bot is now. Answers in a few seconds even where the database does not. */
export async function lookAround(around: Surroundings): Promise<View> {
  const { watch, plan, database, patienceMs = usualPatienceMs } = around;
  const askedAt = watch.now();
  const asked = watch.databaseLostAt() === null ? await inTime(readFigures(around), patienceMs) : null;
  const at = watch.now();
  const facts: HealthFacts = {
    at,
    databaseLostAt: asked === null ? (watch.databaseLostAt() ?? askedAt) : null,
    loops: [...watch.loops(), judging(database, at), ...(asked === null ? [] : [supervising(asked, watch, at)])],
    owed: asked?.owed ?? [],
    runners: asked === null ? [] : neededRunners(plan, asked, watch, at),
  };
  return { health: healthOf(facts), figures: asked };
}

async function readFigures({ database: { db }, seasonId, watch }: Surroundings): Promise<Figures> {
  const owed = [];
  for (const channel of watch.channels())
    owed.push({ place: placeOf(channel), ...(await owedTo(db, seasonId, channel)) });
  return {
    queues: await queueFigures(db),
    workers: await runnerWorkers(db),
    unjudged: await unjudgedReports(db),
    owed,
    supervisedAgoS: await supervisedAgoS(db),
  };
}

/** Null where the database went away or took too long; the end of that is waited for by nobody. */
async function inTime<Result>(work: Promise<Result>, patienceMs: number): Promise<Result | null> {
  const over = new AbortController();
  const late = after(patienceMs, null, { signal: over.signal, ref: false }).catch(() => null);
  return Promise.race([work.catch(nothingWhereAway), late]).finally(() => over.abort());
}

function nothingWhereAway(error: unknown): null {
  if ((error instanceof UserError && error.code === "database-away") || isConnectionLost(error)) return null;
  throw error;
}

/** The loop that makes verdicts of reports; one verdict with its announcements may take a while. */
function judging({ queue }: Database, at: Date): LoopFacts {
  const pulse = queue.pulse("judge");
  const agoMs = pulse?.inHandForMs ?? pulse?.askedAgoMs ?? 0;
  return { loop: "judge", lastAt: new Date(at.getTime() - agoMs), isStalled: agoMs > judgeLimitMs };
}

/** The loop that finds dead workers: any bot's on this database; one that has just begun had no time for it yet. */
function supervising({ supervisedAgoS: agoS }: Figures, { startedAt }: TankWatch, at: Date): LoopFacts {
  const upMs = at.getTime() - startedAt.getTime();
  const agoMs = Math.min(agoS === null ? upMs : agoS * 1000, upMs);
  return { loop: "queue-supervision", lastAt: new Date(at.getTime() - agoMs), isStalled: agoMs > superviseLimitMs };
}

/** Those that runs are sent to, and those for which runs are there all the same. */
function neededRunners(
  { usual, bySeason }: RunnerPlan,
  { queues, workers }: Figures,
  { startedAt }: TankWatch,
  at: Date,
): readonly RunnerFacts[] {
  const names = new Set([usual, ...Object.values(bySeason), ...queues.map(({ runner }) => runner)]);
  return [...names].map((runner) => {
    const seen = workers.find((each) => each.runner === runner);
    const queued = queues.find((each) => each.runner === runner)?.queued ?? 0;
    const lastSignAt = seen === undefined ? startedAt : new Date(at.getTime() - seen.lastSignS * 1000);
    return { runner, alive: seen?.alive ?? 0, lastSignAt, isStopped: seen?.isStopped ?? false, queued };
  });
}
