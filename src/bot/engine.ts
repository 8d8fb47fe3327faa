import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { setTimeout as after } from "node:timers/promises";
import type { Logger } from "pino";
import type { Game } from "../rounds/game.ts";
import { recordReport } from "../rounds/play/record-report.ts";
import { recoverRuns } from "../rounds/play/recover-runs.ts";
import { openEmbedded } from "../rounds/store/embedded.ts";
import type { HarnessEvent } from "../runner/protocol.ts";
import { startWorker } from "../runner/worker.ts";
import { fileLog } from "./log.ts";

/** The game on the embedded database of a data folder, with its judge and its worker in this one process. */
export interface Engine extends AsyncDisposable {
  readonly game: Game;
  readonly log: Logger;
  /** Resolves after the next judged report, or soon: whoever waits looks at the database anyway. */
  readonly changed: () => Promise<void>;
}

export interface EngineOptions {
  readonly dataFolder: string;
  readonly onEvent: (runId: number, event: HarnessEvent) => void;
  /** Called after every judged report. */
  readonly onJudged: () => Promise<void>;
  /** Ends the run in hand; it is taken up again at the next start. */
  readonly signal: AbortSignal;
}

const pollMs = 250;

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { dataFolder, onEvent, onJudged, signal } = options;
  const reportError = { current: (_: Error): void => undefined };
  const database = await openEmbedded(dataFolder, (error) => reportError.current(error));
  const log = fileLog(dataFolder);
  reportError.current = (error) => log.error({ err: error }, "queue-error");
  const game: Game = {
    database,
    clock: { now: () => new Date() },
    secretSeed: () => randomBytes(32).toString("hex"),
  };
  const recovered = await recoverRuns(game);
  if (recovered > 0) log.info({ runs: recovered }, "runs-recovered");
  const events = new EventEmitter();
  await database.queue.work("judge", async (job) => {
    await recordReport(game, job);
    log.info({ runId: job.runId, attempt: job.attempt }, "run-judged");
    await onJudged();
    events.emit("changed");
  });
  await startWorker(database, { now: () => game.clock.now(), onEvent, signal });
  return {
    game,
    log,
    async changed() {
      const end = new AbortController();
      const wake = Promise.race([
        once(events, "changed", { signal: end.signal }),
        after(pollMs, undefined, { signal: end.signal }),
      ]);
      await wake.finally(() => end.abort());
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
