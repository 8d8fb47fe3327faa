import type { Game } from "../game.ts";
import { requeueRun, unfinishedRuns } from "../store/runs.ts";

/**
 * On the embedded database this process is the only one, so every unfinished run lost its worker with the last one:
 * it is queued anew under the next attempt, or judged where its report had come in. Nobody's fault is counted.
 */
export async function recoverRuns(game: Game): Promise<number> {
  return game.database.transaction(async (tx) => {
    const runs = await unfinishedRuns(tx);
    for (const run of runs) {
      if (run.state === "reported")
        await game.database.queue.send(tx, "judge", { runId: run.id, attempt: run.attempt });
      else await requeueRun(tx, game.database, run, { faults: run.faults, at: game.clock.now() });
    }
    return runs.length;
  });
}
