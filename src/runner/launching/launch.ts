import { HarnessProcess, type HarnessRun, type HarnessStart, type LaunchOutcome } from "./harness-process.ts";

/**
 * Starts a harness, gives it the bundle and passes its events on, until its report.
 * When this settles, the command's whole process group is gone.
 */
export async function launch(run: HarnessStart & HarnessRun): Promise<LaunchOutcome> {
  if (run.signal?.aborted) return stoppedBefore;
  const harness = new HarnessProcess(run);
  try {
    return await harness.end(await harness.run(run));
  } catch (error) {
    await harness.end(stoppedBefore);
    throw error;
  }
}

/** Where nothing was started at all. */
export const stoppedBefore: LaunchOutcome = {
  ok: false,
  failure: { kind: "stopped", message: "The run was stopped before it began.", log: "" },
};
