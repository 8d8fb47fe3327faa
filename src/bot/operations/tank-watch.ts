import type { Logger } from "pino";
import type { Db } from "../../rounds/store/database.ts";
import { reportReceivedAt } from "../../rounds/store/judged-runs.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import type { DeliveryWatch } from "../announce.ts";
import { announcementIds } from "../announcement-ids.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { type LoopFacts, Pulse } from "./pulse.ts";

/** What a bot's process sees of itself while it runs: its loops, its channels, its database, and what it counts. */
export interface TankWatch {
  readonly metrics: Metrics;
  readonly startedAt: Date;
  readonly now: () => Date;
  /** Since when the database is gone; null: it is there. */
  readonly databaseLostAt: () => Date | null;
  readonly onDatabase: (state: "lost" | "back") => void;
  readonly deadlines: Pulse;
  /** Looks again and again for what other processes owe here; rests where there are none. */
  readonly looking: Pulse;
  readonly loops: () => readonly LoopFacts[];
  /** The channels that are announced in. */
  readonly channels: () => readonly string[];
  readonly deliveries: (about: { readonly db: Db; readonly log: Logger }) => DeliveryWatch;
}

/** A pass over what is due takes milliseconds, and it may wait for its announcements. */
const deadlinesLimitMs = 2 * 60_000;
/** One announcement with its files, on a platform that is slow. */
const deliveryLimitMs = 5 * 60_000;

export function watchTank(now: () => Date = () => new Date()): TankWatch {
  const metrics = createMetrics();
  const pulse = (loop: string, limitMs: number) => new Pulse({ loop, limitMs, now });
  const deadlines = pulse("deadlines", deadlinesLimitMs);
  const looking = pulse("outbox", deliveryLimitMs);
  const announcing = new Map<string, Pulse>();
  let databaseLostAt: Date | null = null;
  return {
    metrics,
    startedAt: now(),
    now,
    databaseLostAt: () => databaseLostAt,
    onDatabase(state) {
      databaseLostAt = state === "lost" ? now() : null;
    },
    deadlines,
    looking,
    loops: () => [deadlines, looking, ...announcing.values()].map((each) => each.facts()),
    channels: () => [...announcing.keys()],
    deliveries({ db, log }) {
      const posted = (row: OutboxRow, place: string) => {
        const runId = announcementIds(row)?.runId;
        if (row.kind !== "verdict" || runId === undefined) return;
        const postedAt = now();
        void reportReceivedAt(db, runId)
          .then((at) => at && metrics.verdictPosted(place, (postedAt.getTime() - at.getTime()) / 1000))
          .catch((error: unknown) => log.warn({ err: error, runId }, "verdict-time-unknown"));
      };
      return {
        serves: (channel) => void announcing.set(channel, pulse(`announcer-${placeOf(channel)}`, deliveryLimitMs)),
        goesOn: (channel) => announcing.get(channel)?.beat(),
        rests: (channel) => announcing.get(channel)?.rest(),
        delivered(channel, row) {
          metrics.delivered(placeOf(channel), "delivered");
          log.info({ ...announcementIds(row), place: placeOf(channel) }, "announcement-delivered");
          posted(row, placeOf(channel));
        },
        failed: (channel) => metrics.delivered(placeOf(channel), "failed"),
      };
    },
  };
}

/**
 * `slack` of `slack:C0123ABCD`: which channel it is, is nobody's business who operates the bot. A webhook's name is the
 * operator's own.
 */
export function placeOf(channel: string): string {
  return channel.startsWith("webhook:") ? channel : (channel.split(":")[0] ?? channel);
}
