import type { IntegrityFact, Report, Side } from "../../report.ts";
import { mean, median, trimmedMean } from "../statistics/means.ts";
import type { AloneTolerance } from "./alone-tolerance.ts";

/** One side alone: what its own process says a call takes, and what the supervisor's clock sees beyond that. */
export type AloneTimes = {
  readonly eventNs: number;
  /** How far the mean may be off, as a share of it: what moving its buffers about changes. */
  readonly spread: number;
  /** The supervisor's wall time a call less the events, less the same of calls that do nothing; null where not timed. */
  readonly hiddenNs: number | null;
};

/** A busy machine only ever adds to the wall time of a chunk: so many undisturbed ones are enough, and needed. */
const leastClean = 3;
/** A candidate that made its own times uneven would be allowed more: no more than this. */
const mostOwnSpread = 0.01;

/** Both sides of a case; null where either was not timed alone. */
export function aloneTimes(report: Report, label: string, tolerance: AloneTolerance) {
  const [baseline, candidate] = [factOf(report, "baseline", label), factOf(report, "candidate", label)];
  if (baseline === null || candidate === null) return null;
  const floor = idleFloor(report);
  const baselineTimes = wholeTimes(baseline, floor, tolerance);
  const allowed = floor + Math.max(0, baselineTimes.hiddenNs ?? 0);
  return { baseline: baselineTimes, candidate: candidateTimes(candidate, floor, allowed, tolerance) };
}

export function isTimedAlone(report: Report, side: Side, label: string): boolean {
  return factOf(report, side, label) !== null;
}

function factOf(report: Report, side: Side, label: string): IntegrityFact | null {
  const fact = report.integrity?.find((each) => each.side === side && each.label === label);
  return fact === undefined || fact.eventNs.length === 0 || trimmedMean(fact.eventNs) <= 0 ? null : fact;
}

/** The baseline's events are to be trusted, whatever the machine did meanwhile. */
function wholeTimes(fact: IntegrityFact, floor: number, { by }: AloneTolerance): AloneTimes {
  const beyond = wallBeyondEvents(fact.wallNs, fact.eventNs);
  const hiddenNs = beyond.length === 0 || !Number.isFinite(floor) ? null : lowerQuartile(beyond) - floor;
  return { eventNs: middleOf(fact.eventNs, by), spread: spreadOf(fact.eventNs), hiddenNs };
}

/** A candidate's events are believed only where the supervisor's clock saw nothing beside them. */
function candidateTimes(fact: IntegrityFact, floor: number, allowed: number, tolerance: AloneTolerance): AloneTimes {
  const whole = wholeTimes(fact, floor, tolerance);
  const beyond = wallBeyondEvents(fact.wallNs, fact.eventNs);
  if (whole.hiddenNs === null) return whole;
  const clean = beyond.flatMap((ns, chunk) => {
    const event = fact.eventNs[chunk];
    const most = Math.max(tolerance.hiddenNs, tolerance.hiddenShare * (event ?? 0));
    return event === undefined || ns > allowed + most ? [] : [{ ns, event }];
  });
  if (clean.length < Math.min(leastClean, beyond.length)) return { ...whole, hiddenNs: median(beyond) - floor };
  const events = clean.map(({ event }) => event);
  const spread = Math.min(spreadOf(events), mostOwnSpread);
  return { eventNs: middleOf(events, tolerance.by), spread, hiddenNs: median(clean.map(({ ns }) => ns)) - floor };
}

/** What the supervisor's clock counts for calls that do nothing, in the process that no candidate was in. */
function idleFloor({ integrity = [] }: Report): number {
  const own = integrity.filter(({ side }) => side === "baseline");
  return Math.min(...own.flatMap(({ idleWallNs, idleEventNs }) => wallBeyondEvents(idleWallNs, idleEventNs)));
}

/** A chunk's wall time and events belong together, so they are subtracted before anything else. */
function wallBeyondEvents(wall: readonly number[], events: readonly number[]): readonly number[] {
  return wall.flatMap((ns, chunk) => {
    const own = events[chunk];
    return own === undefined ? [] : [ns - own];
  });
}

function middleOf(eventNs: readonly number[], by: AloneTolerance["by"]): number {
  return by === "mean" ? trimmedMean(eventNs) : lowerQuartile(eventNs);
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

/** The standard error of the mean, as a share of it. */
function spreadOf(values: readonly number[]): number {
  const count = values.length;
  if (count < 2) return 0;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value / middle - 1) ** 2, 0);
  return Math.sqrt(squares / (count - 1) / count);
}
