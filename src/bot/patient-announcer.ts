import type { Logger } from "pino";
import type { Announcer } from "./announce.ts";
import { announcementIds } from "./announcement-ids.ts";

/** What to do after a delivery failed, and how often in a row: the wait before the next try. Never fails itself. */
export type WaitAfter = (error: unknown, failures: number) => Promise<number>;

/** Delivers again and again until it is done: a platform that is away holds up nobody, and nothing is lost. */
export function patientAnnouncer(
  announcer: Announcer,
  waitAfter: WaitAfter,
  log: Logger,
  signal: AbortSignal,
): Announcer {
  let timer: NodeJS.Timeout | null = null;
  let failures = 0;
  let inHand: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  signal.addEventListener("abort", () => clearTimeout(timer ?? undefined), { once: true });
  const attempt = async (): Promise<void> => {
    // While a failure is waited out, whoever brings more news waits with it.
    if (signal.aborted || timer !== null) return;
    try {
      await announcer.deliver();
      failures = 0;
    } catch (error) {
      failures++;
      const waitMs = await waitAfter(error, failures);
      log.warn({ err: error, failures, waitMs, ...announcementIds(announcer.stuck?.()) }, "delivery-waits");
      if (!signal.aborted) timer = setTimeout(again, waitMs);
    }
  };
  const again = () => {
    timer = null;
    void deliver();
  };
  // One after the other: a try that was asked for during one that fails must wait as long as that one. Whoever asks
  // before the next one begins shares it.
  const deliver = (): Promise<void> => {
    next ??= inHand.then(() => {
      next = null;
      return attempt();
    });
    inHand = next;
    return next;
  };
  return { deliver };
}

const shortestMs = 1000;
const longestMs = 60_000;

/** Twice as long after each failure, and never the same for two bots. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(longestMs, shortestMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + random() / 2));
}
