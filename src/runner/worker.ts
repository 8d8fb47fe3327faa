import type { RunOutcome } from "../rounds/run-outcome.ts";
import type { Database } from "../rounds/store/database.ts";

import { storeOutcome, type TakenRun, takeRun } from "../rounds/store/worker-queries.ts";
import { launch } from "./launch.ts";
import { defaultLimits } from "./make-bundle.ts";
import { Bundle, type HarnessEvent, protocolVersion } from "./protocol.ts";
import { wasmHarnessCommand } from "./wasm-harness-command.ts";

/** Above every limit of a harness's own stages: what is not over by then hangs. */
const runLimitMs = 15 * 60_000;

export interface WorkerOptions {
  readonly now: () => Date;
  /** Told of the stages and cases of the run in hand. */
  readonly onEvent: (runId: number, event: HarnessEvent) => void;
  /** Ends the run in hand; it is taken up again at the next start. */
  readonly signal: AbortSignal;
}

/** Takes runs from the queue, one at a time, and stores what their harness sends: samples, never conclusions. */
export async function startWorker(database: Database, options: WorkerOptions): Promise<void> {
  await database.queue.work("run", async (job, signal) => {
    const taken = await takeRun(database, job, options.now());
    if (taken === null) return;
    const outcome = await measure(
      taken,
      (event) => options.onEvent(job.runId, event),
      AbortSignal.any([signal, options.signal]),
    );
    if (outcome === null) return;
    await storeOutcome(database, job, outcome, options.now());
  });
}

/** Null where this process is stopping: the run is taken up again at the next start. */
async function measure(
  taken: TakenRun,
  onEvent: (event: HarnessEvent) => void,
  signal: AbortSignal,
): Promise<RunOutcome | null> {
  const bundle = bundleOf(taken);
  const outcome = await launch({ command: wasmHarnessCommand(), bundle, onEvent, signal, limitMs: runLimitMs });
  if (outcome.ok) return { outcome: "report", report: outcome.report };
  if (outcome.failure.kind === "stopped") return null;
  return { outcome: "fault", ...outcome.failure };
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
    timing: { clocks: ["call"], budgetMsPerCase: taken.budgetMsPerCase },
    limits: { ...defaultLimits, ...taken.problem.limits },
    secretSeed: taken.secretSeed,
  });
}
