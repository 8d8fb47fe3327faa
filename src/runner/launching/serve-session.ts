import { HarnessProcess, type HarnessRun, type HarnessStart, type LaunchOutcome } from "./harness-process.ts";
import { stoppedBefore } from "./launch.ts";

/** One harness that stays: run after run is given to it, and judged as strictly as the first. */
export interface ServeSession extends AsyncDisposable {
  /** One run at a time. Any failure ends the harness; the next run starts another. */
  run(one: HarnessRun): Promise<LaunchOutcome>;
}

/** Nothing is started before the first run. */
export function openServeSession(how: HarnessStart): ServeSession {
  let warm: HarnessProcess | null = null;
  const end = async (outcome: LaunchOutcome): Promise<LaunchOutcome> => {
    const ending = warm;
    warm = null;
    return ending === null ? outcome : ending.end(outcome);
  };
  return {
    async run(one) {
      if (one.signal?.aborted) return stoppedBefore;
      // One that died while nobody asked it anything has failed no run.
      if (warm?.hasEnded) await end(stoppedBefore);
      warm ??= new HarnessProcess(how);
      warm.forgetLog();
      try {
        const outcome = await warm.run(one);
        return outcome.ok ? outcome : await end(outcome);
      } catch (error) {
        await end(stoppedBefore);
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      await end(stoppedBefore);
    },
  };
}
