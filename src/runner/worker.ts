import { setTimeout as after } from "node:timers/promises";
import { killPoint } from "../rounds/kill-point.ts";
import type { RunOutcome } from "../rounds/run-outcome.ts";
import type { Database } from "../rounds/store/database.ts";
import { handBack, storeOutcome, type TakenRun, takeRun } from "../rounds/store/worker-queries.ts";
import { type Bench, type Guard, openBench } from "./bench.ts";
import { type PythonHarness, readPythonHarness } from "./launching/python-harness.ts";
import type { HarnessEvent } from "./protocol.ts";
import { queueOf, type Runner } from "./runner-settings.ts";
import { keepShift } from "./shift.ts";
import { waitingNews } from "./waiting-news.ts";
import { watchHold } from "./watch-hold.ts";

export interface WorkerOptions {
  /** Whose runs it takes. */
  readonly runner: Runner;
  readonly now: () => Date;
  /** Told of the stages and cases of the run in hand. */
  readonly onEvent: (runId: number, event: HarnessEvent) => void;
  /** Told when an attempt is taken, stored or handed back. */
  readonly onAttempt?: (attempt: AttemptEvent) => void;
  /** Told once when the guard has stopped this runner, and why. */
  readonly onStopped?: (message: string) => void;
  /** Told of news that could not be kept; the run itself goes on. */
  readonly onError?: (error: unknown, runId: number) => void;
  /** Stops the worker: it takes no further run, and hands back the one in hand unless it ends within `finishMs`. */
  readonly signal: AbortSignal;
  readonly finishMs?: number;
  /** Judges the baseline against itself, once for each problem, before a GPU compares the first candidate with it. */
  readonly guard?: Guard | undefined;
  /** The harness that measures wasm problems; the embedded one by default. */
  readonly harnessCommand?: readonly string[];
  /** The harness that is sent to machines with Python; ours by default. */
  readonly pythonHarness?: PythonHarness;
  /** How often it is looked whether somebody still wants the run in hand. */
  readonly holdCheckMs?: number;
  /** How often its hours are looked at. */
  readonly recheckMs?: number;
}

export interface AttemptEvent {
  readonly event: "run-taken" | "run-stored" | "run-superseded" | "run-handed-back";
  readonly runId: number;
  readonly attempt: number;
}

export interface RunningWorker {
  /** Resolves when no run is in hand and none will be taken: after the signal, or when the guard has stopped it. */
  readonly stopped: Promise<void>;
}

type Job = { readonly runId: number; readonly attempt: number };

/** Takes runs from the queue, one at a time, and stores what their harness sends: samples, never conclusions. */
export async function startWorker(database: Database, options: WorkerOptions): Promise<RunningWorker> {
  const { signal, now, onAttempt = () => undefined } = options;
  const bench = benchOf(options);
  const inHand = new Set<Promise<void>>();
  const unfit = new AbortController();
  const attempt = async (job: Job, lost: AbortSignal) => {
    killPoint("job-taken");
    // One that the queue had already given us when we were told to stop.
    if (signal.aborted || unfit.signal.aborted || !shift.isOpen()) {
      await shift.close();
      return handBack(database, queueOf(options.runner), job, now());
    }
    const taken = await takeRun(database, job, now());
    if (taken === null) return;
    killPoint("run-taken");
    onAttempt({ event: "run-taken", ...job });
    const news = waitingNews(database, taken, options);
    const { holdCheckMs, onError } = options;
    const hold = watchHold(database, taken, {
      ...(holdCheckMs !== undefined && { holdCheckMs }),
      onError: (error) => onError?.(error, job.runId),
    });
    const unwanted = AbortSignal.any([lost, hold.lost]);
    const outcome = await measure(taken, bench, { ...options, lost: unwanted, onEvent: news.event });
    await Promise.all([hold.end(), news.settled()]);
    killPoint("report-received");
    if (hold.lost.aborted) return onAttempt({ event: "run-superseded", ...job });
    if (outcome === null) {
      await handBack(database, queueOf(options.runner), taken, now());
      return onAttempt({ event: "run-handed-back", ...job });
    }
    const isStored = await storeOutcome(database, taken, outcome, now());
    killPoint("report-stored");
    onAttempt({ event: isStored ? "run-stored" : "run-superseded", ...job });
    if (outcome.outcome === "fault" && outcome.kind === "guard") {
      options.onStopped?.(outcome.message);
      unfit.abort();
    }
  };
  const shift = keepShift(database, options, AbortSignal.any([signal, unfit.signal]), async (job, lost) => {
    const done = attempt(job, lost);
    const settled = done.catch(() => undefined);
    inHand.add(settled);
    await done.finally(() => inHand.delete(settled));
  });
  await shift.begun;
  const stopped = shift.ended.then(async () => {
    await Promise.all(inHand);
    await bench[Symbol.asyncDispose]();
  });
  return { stopped };
}

function benchOf({ runner, harnessCommand, pythonHarness, guard }: WorkerOptions): Bench {
  let python = pythonHarness;
  return openBench(runner, {
    guard,
    wasmCommand: harnessCommand,
    // Read once: what is measured in one session is measured by one harness.
    python: () => {
      python ??= readPythonHarness();
      return python;
    },
  });
}

interface Measuring {
  readonly signal: AbortSignal;
  readonly lost: AbortSignal;
  readonly finishMs?: number;
  readonly onEvent: (event: HarnessEvent) => void;
}

/** Null where the run was cut short because this process stops, or because the queue gave it to another worker. */
async function measure(taken: TakenRun, bench: Bench, options: Measuring): Promise<RunOutcome | null> {
  const { onEvent, lost, finishMs = 0 } = options;
  const over = new AbortController();
  const stop = new AbortController();
  const stopInTime = aborted(options.signal, over.signal)
    .then(() => after(finishMs, undefined, { signal: over.signal }))
    .then(() => stop.abort())
    .catch(() => undefined);
  try {
    return await bench.measure(taken, {
      onEvent: (event) => {
        killPoint("harness-launched");
        onEvent(event);
      },
      signal: AbortSignal.any([lost, stop.signal]),
    });
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
function aborted(signal: AbortSignal, unless: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true, signal: unless });
    unless.addEventListener("abort", () => reject(unless.reason), { once: true });
  });
}
