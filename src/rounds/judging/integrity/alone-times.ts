import type { IntegrityFact, Report, Side } from "../../report.ts";
import { median, trimmedMean } from "../statistics/means.ts";

/** One side alone: what its own process says a call takes, and what the supervisor's clock sees beyond that. */
export type AloneTimes = {
  readonly eventNs: number;
  /** The supervisor's wall time a call less the events, less the same of calls that do nothing; null where not timed. */
  readonly hiddenNs: number | null;
};

/** Null where the side was not timed alone on this case. */
export function aloneTimes(report: Report, side: Side, label: string): AloneTimes | null {
  const fact = report.integrity?.find((each) => each.side === side && each.label === label);
  if (fact === undefined || fact.eventNs.length === 0) return null;
  const eventNs = trimmedMean(fact.eventNs);
  return eventNs > 0 ? { eventNs, hiddenNs: hiddenTime(fact) } : null;
}

/** A chunk's wall time and events belong together, so they are subtracted before the median is taken. */
function hiddenTime({ eventNs, wallNs, idleEventNs, idleWallNs }: IntegrityFact): number | null {
  const beyond = (wall: readonly number[], events: readonly number[]): readonly number[] =>
    wall.flatMap((ns, chunk) => {
      const own = events[chunk];
      return own === undefined ? [] : [ns - own];
    });
  const busy = beyond(wallNs, eventNs);
  const idle = beyond(idleWallNs, idleEventNs);
  return busy.length === 0 || idle.length === 0 ? null : median(busy) - median(idle);
}
