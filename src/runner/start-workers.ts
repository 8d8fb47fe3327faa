import type { Database } from "../rounds/store/database.ts";
import { type RunningWorker, startWorker, type WorkerOptions } from "./worker.ts";

/** As many workers as a runner can have at once; what stops one of them for the runner's sake stops all. */
export async function startWorkers(database: Database, options: WorkerOptions): Promise<RunningWorker> {
  const { runner, signal, onStopped } = options;
  const unfit = new AbortController();
  const one: WorkerOptions = {
    ...options,
    signal: AbortSignal.any([signal, unfit.signal]),
    onStopped(message) {
      if (unfit.signal.aborted) return;
      unfit.abort();
      onStopped?.(message);
    },
  };
  const workers: RunningWorker[] = [];
  while (workers.length < runner.settings.capacity) workers.push(await startWorker(database, one));
  return {
    stopped: Promise.all(workers.map(({ stopped }) => stopped)).then(() => undefined),
  };
}
