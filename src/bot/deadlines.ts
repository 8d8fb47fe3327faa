import { setTimeout as after } from "node:timers/promises";
import type { Logger } from "pino";
import type { Game } from "../rounds/game.ts";
import { closeDue } from "../rounds/play/close-due.ts";
import { digestDue } from "../rounds/play/digest-due.ts";
import { remindDue } from "../rounds/play/remind-due.ts";
import { unservedDue } from "../rounds/play/runs/unserved-due.ts";

export interface DeadlineWatch {
  readonly game: Game;
  readonly seasonId: number;
  readonly log: Logger;
  /** Called after a phase was ended, or a reminder or digest came due: there is something to tell. */
  readonly onOwed: () => Promise<void>;
  /** Called when all was looked at, and after each phase that was ended; not where that failed. */
  readonly onBeat?: () => void;
  readonly signal: AbortSignal;
  /** How late a deadline may be noticed. */
  readonly everyMs?: number;
}

const usualMs = 2000;

/** Ends and tells what is due in a season until the signal; what a bot that was away has missed is ended at once. */
export async function watchDeadlines(watch: DeadlineWatch): Promise<void> {
  const { signal, everyMs = usualMs } = watch;
  while (!signal.aborted) {
    await endWhatIsDue(watch);
    await after(everyMs, undefined, { signal }).catch(ignoreAbort);
  }
}

async function endWhatIsDue({ game, seasonId, log, onOwed, onBeat, signal }: DeadlineWatch): Promise<void> {
  try {
    while (!signal.aborted) {
      const closed = await closeDue(game, seasonId);
      if (closed === null) break;
      log.info(closed, "phase-ended-by-clock");
      onBeat?.();
      await onOwed();
    }
    const isReminded = await remindDue(game, seasonId);
    const isTold = await digestDue(game, seasonId);
    const isUnserved = await unservedDue(game, seasonId);
    if (isReminded || isTold || isUnserved) await onOwed();
    onBeat?.();
  } catch (error) {
    // A database that is away is looked at again; the deadline stays passed.
    log.error({ err: error }, "deadline-failed");
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === "AbortError")) throw error;
}
