import { setTimeout as after } from "node:timers/promises";

/** How a launcher's job is asked for while its harness has said nothing yet. */
export interface JobQuestion {
  /** Its state in the scheduler's own word, empty where the scheduler knows no such job; null where nobody answers. */
  readonly ask: () => Promise<string | null>;
  readonly everyMs: number;
  /** How long it may wait there for its turn. */
  readonly queueMs: number;
}

/** Why a launcher is ended whose harness has said nothing: a runner's fault. */
interface JobFault {
  readonly kind: "lost" | "limit";
  readonly message: string;
}

/** Once may be a job that the scheduler has not written down yet. */
const unknownInARow = 2;

/**
 * Asks again and again until `over`, or until the launcher waits in vain: the scheduler answers and knows no such job any
 * more, or has kept it too long. A scheduler that does not answer has lost nothing.
 */
export async function watchJob(
  { ask, everyMs, queueMs }: JobQuestion,
  { onState, over }: { readonly onState: (state: string) => void; readonly over: AbortSignal },
): Promise<JobFault | null> {
  const startedAt = performance.now();
  let unknown = 0;
  let said = "";
  for (;;) {
    await after(everyMs, undefined, { signal: over }).catch(() => undefined);
    const state = over.aborted ? null : await ask();
    if (over.aborted) return null;
    unknown = state === "" ? unknown + 1 : 0;
    if (unknown === unknownInARow) return { kind: "lost", message: goneText };
    if (state && state !== said) {
      said = state;
      onState(state);
    }
    if (performance.now() - startedAt > queueMs) return { kind: "limit", message: lateText(queueMs) };
  }
}

const goneText =
  "The scheduler does not know its job any more, and its harness has not said a word: a controller that was killed " +
  "forgets its last seconds, or somebody cancelled the job.";

function lateText(queueMs: number): string {
  return `Its job waited for its turn longer than ${queueMs / 1000} s: see the scheduler's queue.`;
}
