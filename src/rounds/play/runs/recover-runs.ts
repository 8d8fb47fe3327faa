import type { Game } from "../../game.ts";
import { killPoint } from "../../kill-point.ts";
import { longestRunS, type RunJob } from "../../store/queue.ts";
import { lockRun, type RunRow, requeueRun, unfinishedRuns } from "../../store/runs.ts";
import { handBack, storeOutcome } from "../../store/worker-queries.ts";

/**
 * On the embedded database this process is the only one, so every unfinished run lost its worker with the last one:
 * it is queued anew under the next attempt, or judged where its report had come in. Nobody's fault is counted.
 * On PostgreSQL the others may be at work: there the queue notices whose heart has stopped, and `recoverLost` is called.
 */
export async function recoverRuns(game: Game): Promise<readonly (RunJob & Pick<RunRow, "state">)[]> {
  const recovered = await game.database.transaction(async (tx) => {
    const runs = await unfinishedRuns(tx);
    for (const run of runs) {
      if (run.state === "reported")
        await game.database.queue.send(tx, "judge", { runId: run.id, attempt: run.attempt });
      else await requeueRun(tx, game.database, run, { faults: run.faults, at: game.clock.now() });
    }
    return runs.map(({ id, attempt, state }) => ({ runId: id, attempt, state }));
  });
  killPoint("runs-recovered");
  return recovered;
}

/**
 * An attempt whose worker died, or hung although its heart beats: the first is nobody's fault and queued again at
 * once, the second is the runner's own failure, told to the host after the third. False where a newer attempt, or a
 * report, was there already.
 */
export async function recoverLost(game: Game, job: RunJob): Promise<boolean> {
  const at = game.clock.now();
  const run = await game.database.transaction((tx) => lockRun(tx, job.runId));
  const isHeld = run.attempt === job.attempt && (run.state === "queued" || run.state === "running");
  if (!isHeld) return false;
  const hung = run.state === "running" && at.getTime() - run.changed_at.getTime() >= longestRunS * 1000;
  if (hung) {
    const message = `The run was not over after ${longestRunS / 3600} h, though its worker was alive.`;
    await storeOutcome(game.database, job, { outcome: "fault", kind: "limit", message, log: "" }, at);
  } else await handBack(game.database, run.runner, job, at);
  killPoint("run-requeued");
  return true;
}
