import { setTimeout as after } from "node:timers/promises";
import { killPoint } from "../rounds/kill-point.ts";
import type { RunOutcome } from "../rounds/run-outcome.ts";
import type { Database } from "../rounds/store/database.ts";
import { handBack, storeOutcome, type TakenRun, takeRun, workRuns } from "../rounds/store/worker-queries.ts";
import { launch } from "./launch.ts";
import { defaultLimits } from "./make-bundle.ts";
import { Bundle, type HarnessEvent, protocolVersion } from "./protocol.ts";
import { wasmHarnessCommand } from "./wasm-harness-command.ts";

/** Above every limit of a harness's own stages: what is not over by then hangs. */
const runLimitMs = 15 * 60_000;

export interface WorkerOptions {
  /** Whose runs it takes. */
  readonly runner: string;
  readonly now: () => Date;
  /** Told of the stages and cases of the run in hand. */
  readonly onEvent: (runId: number, event: HarnessEvent) => void;
  /** Told when an attempt is taken, stored or handed back. */
  readonly onAttempt?: (attempt: AttemptEvent) => void;
  /** Stops the worker: it takes no further run, and hands back the one in hand unless it ends within `finishMs`. */
  readonly signal: AbortSignal;
  readonly finishMs?: number;
  /** The harness that measures; the embedded one by default. */
  readonly harnessCommand?: readonly string[];
}

export interface AttemptEvent {
  readonly event: "run-taken" | "run-stored" | "run-superseded" | "run-handed-back";
  readonly runId: number;
  readonly attempt: number;
}

export interface RunningWorker {
  /** Resolves when the signal has been given and no run is in hand. */
  readonly stopped: Promise<void>;
}

/** Takes runs from the queue, one at a time, and stores what their harness sends: samples, never conclusions. */
export async function startWorker(database: Database, options: WorkerOptions): Promise<RunningWorker> {
  const { signal, now, onAttempt = () => undefined } = options;
  const inHand = new Set<Promise<void>>();
  const attempt = async (job: { readonly runId: number; readonly attempt: number }, lost: AbortSignal) => {
    killPoint("job-taken");
    // One that the queue had already given us when we were told to stop.
    if (signal.aborted) return handBack(database, job, now());
    const taken = await takeRun(database, job, now());
    if (taken === null) return;
    killPoint("run-taken");
    onAttempt({ event: "run-taken", ...job });
    const outcome = await measure(taken, options, lost);
    killPoint("report-received");
    if (outcome === null) {
      await handBack(database, job, now());
      return onAttempt({ event: "run-handed-back", ...job });
    }
    const isStored = await storeOutcome(database, job, outcome, now());
    killPoint("report-stored");
    onAttempt({ event: isStored ? "run-stored" : "run-superseded", ...job });
  };
  const worker = await workRuns(database, options.runner, async (job, lost) => {
    const done = attempt(job, lost);
    const settled = done.catch(() => undefined);
    inHand.add(settled);
    await done.finally(() => inHand.delete(settled));
  });
  const stopped = aborted(signal).then(async () => {
    await worker.stop();
    await Promise.all(inHand);
  });
  return { stopped };
}

/** Null where the run was cut short because this process stops, or because the queue gave it to another worker. */
async function measure(taken: TakenRun, options: WorkerOptions, lost: AbortSignal): Promise<RunOutcome | null> {
  const { onEvent, finishMs = 0, harnessCommand = wasmHarnessCommand() } = options;
  const over = new AbortController();
  const stop = new AbortController();
  const stopInTime = aborted(options.signal, over.signal)
    .then(() => after(finishMs, undefined, { signal: over.signal }))
    .then(() => stop.abort())
    .catch(() => undefined);
  try {
    const outcome = await launch({
      command: harnessCommand,
      bundle: bundleOf(taken),
      onEvent: (event) => {
        killPoint("harness-launched");
        onEvent(taken.runId, event);
      },
      signal: AbortSignal.any([lost, stop.signal]),
      limitMs: runLimitMs,
    });
    if (outcome.ok) return { outcome: "report", report: outcome.report };
    if (outcome.failure.kind === "stopped") return null;
    return { outcome: "fault", ...outcome.failure };
  } catch (error) {
    // A bug of ours counts as the runner's failure: thrown on, it would be tried again without end.
    const log = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: "fault", kind: "lost", message: "The worker broke before the run was over.", log };
  } finally {
    over.abort();
    await stopInTime;
  }
}

/** Resolves at the abort; rejects where `unless` comes first. */
function aborted(signal: AbortSignal, unless?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true, ...(unless && { signal: unless }) });
    unless?.addEventListener("abort", () => reject(unless.reason), { once: true });
  });
}

/** A run as its harness gets it. */
function bundleOf(taken: TakenRun): Bundle {
  return Bundle.parse({
    protocol: protocolVersion,
    runId: String(taken.runId),
    attempt: taken.attempt,
    problem: taken.problem.bundle,
    baseline: taken.baseline,
    candidate: taken.candidate,
    timing: {
      clocks: ["call"],
      budgetMsPerCase: taken.budgetMsPerCase,
      ...(taken.timedCases !== null && { cases: taken.timedCases }),
    },
    limits: { ...defaultLimits, ...taken.problem.limits },
    secretSeed: taken.secretSeed,
  });
}
