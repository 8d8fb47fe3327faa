import { setTimeout as after } from "node:timers/promises";
import { execa } from "execa";
import type { Bundle } from "../protocol.ts";
import type { Runner } from "../runner-settings.ts";
import { fillPlaceholders, placeholderValues } from "./launcher-placeholders.ts";
import { withSshOptions } from "./ssh-words.ts";

/** With a harness's grace and a worker's last 20 s this stays within the 30 s of a stop (PROMISES R7). */
const tryLimitMs = 4_000;
const pauseMs = 15_000;

/** Ends by a command of the runner's what a launcher may have left on its far side, such as a job that nobody waits for. */
export interface Canceller extends AsyncDisposable {
  /** False where the command failed: it is tried again, every 15 s, until it works or this worker ends. */
  cancel(bundle: Bundle, attempt?: number): Promise<boolean>;
}

export function openCanceller({ settings, env }: Runner, pause = pauseMs): Canceller {
  const over = new AbortController();
  const trying = new Set<Promise<void>>();
  const works = async ([file = "", ...argv]: readonly string[]) => {
    const options = { env, extendEnv: false, reject: false, stdio: "ignore", timeout: tryLimitMs } as const;
    const { failed } = await execa(file, argv, { ...options, forceKillAfterDelay: 500 });
    return !failed;
  };
  const untilItWorks = async (words: readonly string[]) => {
    while (!over.signal.aborted) {
      await after(pause, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
      if (!over.signal.aborted && (await works(words))) return;
    }
  };
  return {
    async cancel(bundle, attempt) {
      if (settings.cancel.length === 0) return true;
      const words = fillPlaceholders(withSshOptions(settings.cancel), placeholderValues(bundle, attempt));
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
