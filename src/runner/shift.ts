import { setTimeout as after } from "node:timers/promises";
import type { Database } from "../rounds/store/database.ts";
import { workRuns } from "../rounds/store/worker-queries.ts";
import { queueOf, type Runner } from "./runner-settings.ts";
import { isAtWork } from "./work-hours.ts";

/** Taking runs within a runner's hours, and none outside of them; the run in hand at their end goes on. */
export interface Shift {
  isOpen(): boolean;
  /** Takes nothing more until the hours begin again. */
  close(): Promise<void>;
  /** Resolves when runs are taken, or when it is clear that the hours have not begun. */
  readonly begun: Promise<void>;
  /** Resolves after the signal, when nothing more is taken. */
  readonly ended: Promise<void>;
}

const recheckEveryMs = 5_000;

export function keepShift(
  database: Database,
  at: { readonly runner: Runner; readonly now: () => Date; readonly recheckMs?: number },
  signal: AbortSignal,
  handle: Parameters<typeof workRuns>[2],
): Shift {
  const { runner, now, recheckMs = recheckEveryMs } = at;
  let queue: Awaited<ReturnType<typeof workRuns>> | null = null;
  const isOpen = () => isAtWork(runner.settings, now());
  const close = async () => {
    const closing = queue;
    queue = null;
    await closing?.stop();
  };
  const look = async () => {
    if (!isOpen()) return close();
    queue ??= await workRuns(database, queueOf(runner), handle);
  };
  const begun = look();
  const keep = async () => {
    await begun;
    while (!signal.aborted) {
      // Without hours nothing changes any more.
      const pause = runner.settings.hours === undefined ? 2 ** 31 - 1 : recheckMs;
      await after(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await look();
    }
    await close();
  };
  return { isOpen, close, begun, ended: keep() };
}
