import { setTimeout as after } from "node:timers/promises";
import type { Bundle } from "../protocol.ts";
import type { Runner } from "../runner-settings.ts";
import { askScheduler, schedulerWords } from "./scheduler-command.ts";

const pauseMs = 15_000;

/** Ends by a command of the runner's what a launcher may have left on its far side, such as a job that nobody waits for. */
export interface Canceller extends AsyncDisposable {
  /** False where the command failed: it is tried again, every 15 s, until it works or this worker ends. */
  cancel(bundle: Bundle, attempt?: number): Promise<boolean>;
}

export function openCanceller(runner: Runner, pause = pauseMs): Canceller {
  const { cancel } = runner.settings;
  const over = new AbortController();
  const trying = new Set<Promise<void>>();
  const works = async (words: readonly string[]) => (await askScheduler(words, runner)) !== null;
  const untilItWorks = async (words: readonly string[]) => {
    while (!over.signal.aborted) {
      await after(pause, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
      if (!over.signal.aborted && (await works(words))) return;
    }
  };
  return {
    async cancel(bundle, attempt) {
      if (cancel.length === 0) return true;
      const words = schedulerWords(cancel, bundle, attempt);
      if (await works(words)) return true;
      const tried = untilItWorks(words);
      trying.add(tried);
      void tried.finally(() => trying.delete(tried));
      return false;
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all(trying);
    },
  };
}
