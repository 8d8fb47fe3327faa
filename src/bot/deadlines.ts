import { setTimeout as after } from "node:timers/promises";
import type { Logger } from "pino";
import type { Game } from "../rounds/game.ts";
import { type ClosedByClock, closeDue } from "../rounds/play/close-due.ts";

export interface DeadlineWatch {
  readonly game: Game;
  readonly seasonId: number;
  readonly log: Logger;
  /** Called after a phase was ended: there is something to tell. */
  readonly onClosed: (closed: ClosedByClock) => Promise<void>;
  readonly signal: AbortSignal;
  /** How late a deadline may be noticed. */
  readonly everyMs?: number;
}

const usualMs = 2000;

/** Ends what is due in a season until the signal; what a bot that was away has missed is ended at once. */
export async function watchDeadlines(watch: DeadlineWatch): Promise<void> {
  const { signal, everyMs = usualMs } = watch;
  while (!signal.aborted) {
    await endWhatIsDue(watch);
    await after(everyMs, undefined, { signal }).catch(ignoreAbort);
  }
}

async function endWhatIsDue({ game, seasonId, log, onClosed, signal }: DeadlineWatch): Promise<void> {
  try {
    while (!signal.aborted) {
      const closed = await closeDue(game, seasonId);
      if (closed === null) return;
      log.info(closed, "phase-ended-by-clock");
      await onClosed(closed);
    }
  } catch (error) {
    // A database that is away is looked at again; the deadline stays passed.
    log.error({ err: error }, "deadline-failed");
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === "AbortError")) throw error;
}
