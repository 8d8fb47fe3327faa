import type { Database } from "../rounds/store/database.ts";
import { type HeldRun, noteWaiting, type WaitingNews } from "../rounds/store/worker-queries.ts";
import type { HarnessEvent } from "./protocol.ts";

/** Keeps in the database whom the run in hand waits for, so that whoever asks any bot is told. */
export function waitingNews(
  database: Database,
  job: HeldRun,
  options: {
    readonly now: () => Date;
    readonly onEvent: (runId: number, event: HarnessEvent) => void;
    readonly onError?: (error: unknown, runId: number) => void;
  },
): { readonly event: (event: HarnessEvent) => void; readonly settled: () => Promise<void> } {
  let since: Date | null = null;
  let written = Promise.resolve();
  const note = (news: WaitingNews) => {
    written = written
      .then(() => noteWaiting(database, job, news))
      // News that is lost is no reason to lose the run.
      .catch((error: unknown) => options.onError?.(error, job.runId));
  };
  return {
    event(event) {
      options.onEvent(job.runId, event);
      if (event.event === "waiting") {
        since ??= options.now();
        return note({ since, holders: event.holders });
      }
      if (since === null) return;
      since = null;
      note({ over: options.now() });
    },
    settled: () => written,
  };
}
