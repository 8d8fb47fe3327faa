import { Worker } from "node:worker_threads";

/** Longer than any case, on a machine that does ten other things. */
const longestMs = 120_000;

export interface HangWatch extends Disposable {
  readonly begin: (caseNumber: number) => void;
}

/** A loop that never ends can't be interrupted from within: a thread beside it says which case it was, and ends both. */
export function watchForHangs(what: string): HangWatch {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const thread = new Worker(new URL("./hang-thread.ts", import.meta.url), { workerData: { shared, what, longestMs } });
  thread.unref();
  return {
    begin: (caseNumber) => void Atomics.store(shared, 0, caseNumber),
    [Symbol.dispose]() {
      Atomics.store(shared, 0, -1);
      Atomics.notify(shared, 0);
    },
  };
}
