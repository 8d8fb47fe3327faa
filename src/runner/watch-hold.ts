import { setTimeout as after } from "node:timers/promises";
import type { Database } from "../rounds/store/database.ts";
import { type HeldRun, holdsRun } from "../rounds/store/worker-queries.ts";

/** A cancelled run is ended within 5 s: this long until it is noticed, the rest until nothing of it is left. */
const usualMs = 2_000;

/** Looks again and again whether anybody still wants the run in hand. */
export interface HoldWatch {
  /** Aborts when the run was cancelled, or is another worker's by now. */
  readonly lost: AbortSignal;
  readonly end: () => Promise<void>;
}

export function watchHold(
  database: Database,
  run: HeldRun,
  options: { readonly holdCheckMs?: number; readonly onError?: (error: unknown) => void },
): HoldWatch {
  const { holdCheckMs = usualMs, onError } = options;
  const lost = new AbortController();
  const over = new AbortController();
  const watch = async () => {
    while (!over.signal.aborted) {
      await after(holdCheckMs, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      try {
        if (await holdsRun(database, run)) continue;
        return lost.abort();
      } catch (error) {
        // A database that is away takes no run out of anybody's hand.
        onError?.(error);
      }
    }
  };
  const watching = watch();
  return {
    lost: lost.signal,
    async end() {
      over.abort();
      await watching;
    },
  };
}
