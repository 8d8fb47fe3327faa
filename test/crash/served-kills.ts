import { setTimeout as after } from "node:timers/promises";
import type { PostgresServer } from "../postgres/start-postgres.ts";
import { type Broken, brokenLines } from "./broken-season.ts";
import { ServedSeason } from "./served-season.ts";

export interface RandomKills {
  readonly kills: number;
  /** Of each season; several are played at once. */
  readonly rounds: number;
  readonly seasons: number;
  readonly workers: number;
  /** A kill comes at most so long after the last. */
  readonly withinMs: number;
  /** Below 1, as Math.random. */
  readonly random: () => number;
}

/** What random kills did, and what did not survive them. */
export interface Killed {
  readonly kills: Readonly<Record<Victim, number>>;
  /** How often seasons were begun: those that end before they were killed often enough are followed by others. */
  readonly begun: number;
  readonly runs: number;
  readonly verdicts: number;
  readonly broken: Broken;
  readonly strays: number;
  /** What starts said that ended by themselves. */
  readonly refusals: readonly string[];
}

/** Seasons with a bot, workers and a database server that are killed with SIGKILL, one of them at a time, at random moments. */
export async function killAtRandom(server: PostgresServer, wish: RandomKills): Promise<Killed> {
  const kills = { bot: 0, worker: 0, postgres: 0 };
  const total = () => kills.bot + kills.worker + kills.postgres;
  const broken = {
    announcements: [] as string[],
    lost: [] as string[],
    doubled: [] as string[],
    invariants: [] as string[],
  };
  const refusals: string[] = [];
  let [begun, runs, verdicts, strays] = [0, 0, 0, 0];
  while (total() < wish.kills) {
    begun++;
    await using season = await ServedSeason.start(server.url, { ...wish, isServerKilled: true });
    await season.hasBegun();
    await killUntilPlayed(server, season, { ...wish, kills: wish.kills - total() }, (what) => kills[what]++);
    await season.end();
    const found = await season.broken();
    for (const key of ["announcements", "lost", "doubled", "invariants"] as const) broken[key].push(...found[key]);
    const counts = await season.counts();
    runs += counts.runs;
    verdicts += counts.verdicts;
    strays += await straysOf(season);
    refusals.push(...[season.bot, ...season.workers].flatMap((each) => each.refusals));
  }
  return { kills, begun, runs, verdicts, broken, strays, refusals };
}

async function killUntilPlayed(
  server: PostgresServer,
  season: ServedSeason,
  { kills, withinMs, random }: RandomKills,
  onKill: (what: Victim) => void,
): Promise<void> {
  const played = new AbortController();
  void season.bot.done.then(() => played.abort());
  const pause = (ms: number) => after(ms, undefined, { signal: played.signal }).catch(() => undefined);
  for (let kill = 0; kill < kills; ) {
    await pause(random() * withinMs);
    if (played.signal.aborted) return;
    const what = victims[Math.floor(random() * victims.length)] ?? "bot";
    if (!(await killOne(what, server, season, random))) continue;
    onKill(what);
    kill++;
  }
}

const victims = ["bot", "worker", "postgres"] as const;
type Victim = (typeof victims)[number];

/** False where it was dead already. */
async function killOne(what: Victim, server: PostgresServer, season: ServedSeason, random: () => number) {
  if (what === "bot") return season.bot.kill();
  if (what === "worker") return season.workers[Math.floor(random() * season.workers.length)]?.kill() ?? false;
  await server.order("kill");
  await server.order("start");
  return true;
}

/** What a killed worker had started ends with its stdin, which takes a moment. */
async function straysOf(season: ServedSeason): Promise<number> {
  for (let look = 0; look < 50 && season.strays().length > 0; look++) await after(100);
  return season.strays().length;
}

export const everythingBroken = ({ broken, strays }: Killed): readonly string[] => [
  ...brokenLines(broken),
  ...(strays > 0 ? [`${strays} processes left`] : []),
];
