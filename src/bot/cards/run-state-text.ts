import { DateTime } from "luxon";
import type { RunLabel } from "../../rounds/store/run-labels.ts";

/** Where a status is told: by which clock, and what is known of runners that rest. */
export interface RunnerNews {
  readonly timezone: string;
  /** Why a runner takes nothing now; null where it does. */
  readonly restOf: (runner: string) => string | null;
  /** What a running run is doing, where that is known here. */
  readonly stageOf?: (runId: number) => string | null;
}

/** Where a run is, and what it waits for. */
export function runStateText(
  { runId, state, runner, waiting, place }: RunLabel,
  { timezone, restOf, stageOf }: RunnerNews,
): string {
  if (waiting !== null) return waitingText({ ...waiting, runner, timezone });
  if (state !== "queued") return stageOf?.(runId) ?? "running";
  const rest = restOf(runner);
  return `in the queue${placeText(place)}${rest === null ? "" : `; ${rest}`}`;
}

/** `, 3 before it, about 4 min`. */
export function placeText(place: RunLabel["place"]): string {
  if (place === null) return "";
  const { ahead, waitMs } = place;
  const wait = waitMs === null ? "" : `, ${aboutText(waitMs)}`;
  return `${ahead === 0 ? ", next" : `, ${ahead} before it`}${wait}`;
}

/** Nobody should believe more of a guess than its order. */
function aboutText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return "less than a minute";
  return minutes < 90 ? `about ${Math.round(minutes)} min` : `about ${Math.round(minutes / 60)} h`;
}

/** `waiting for h100 since 14:02: pid 4711 python3 holds it`. */
export function waitingText(waiting: {
  readonly runner: string;
  readonly since: Date;
  readonly holders: string;
  /** Left out: the machine's own. */
  readonly timezone?: string;
}): string {
  const { runner, since, holders, timezone } = waiting;
  const clock = DateTime.fromJSDate(since, timezone === undefined ? {} : { zone: timezone }).toFormat("HH:mm");
  return `waiting for ${runner} since ${clock}: ${holders}`;
}
