import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { isConnectionLost } from "../../src/rounds/store/database-errors.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { recordedHarness } from "../fixtures/harness/commands.ts";
import { createDatabase, type TestDatabase } from "../postgres/databases.ts";
import { processesWith } from "../runner/python-run.ts";
import { type Broken, brokenSeason, countRows } from "./broken-season.ts";
import { KeptProcess } from "./kept-process.ts";
import { letTimePass } from "./real-problem.ts";
import type { SeasonPlan, WorkerPlan } from "./season-plan.ts";

const runner = "gpu";
/** Far above what a run takes here, so that nobody is missed again and again. */
const missEveryMs = 15_000;

export interface ServedOptions {
  readonly rounds: number;
  readonly seasons?: number;
  readonly workers?: number;
  /** Where the first start of the bot and of the first worker dies, the second … */
  readonly killsAt?: { readonly bot?: readonly string[]; readonly worker?: readonly string[] };
  /** The way to the database, where it is not the straight one. */
  readonly by?: { readonly bot?: (url: string) => string; readonly worker?: (url: string) => string };
  readonly answerMs?: number;
  /** Then the bot alone looks for dead workers, every ten seconds: a look from here would die with the server. */
  readonly isServerKilled?: boolean;
}

/** Seasons on PostgreSQL, played by a bot that measures nothing and workers of their own, each started again when it dies. */
export class ServedSeason implements AsyncDisposable {
  readonly bot: KeptProcess;
  readonly workers: readonly KeptProcess[];
  readonly #database: TestDatabase;
  readonly #plan: SeasonPlan;
  readonly #isServerKilled: boolean;

  static async start(serverUrl: string, options: ServedOptions): Promise<ServedSeason> {
    const database = await createDatabase(serverUrl);
    // A worker refuses a runner that no bot has named yet.
    await (await openPostgres(database.url, { onError, runners: [runner] }))[Symbol.asyncDispose]();
    return new ServedSeason(database, options);
  }

  private constructor(database: TestDatabase, options: ServedOptions) {
    const { rounds, seasons = 1, workers = 1, killsAt, by, answerMs } = options;
    const patience = answerMs === undefined ? {} : { answerMs };
    const { url } = database;
    this.#database = database;
    this.#isServerKilled = options.isServerKilled ?? false;
    const dataFolder = mkdtempSync(join(tmpdir(), "tank-served-"));
    this.#plan = { dataFolder, databaseUrl: url, rounds, seasons, runner, ...patience };
    const botPlan = { ...this.#plan, databaseUrl: by?.bot?.(url) ?? url };
    // The folder's name as an argument that means nothing: by it the harness is found where it outlives its worker.
    const harness = [...recordedHarness, dataFolder];
    const workerPlan: WorkerPlan = { databaseUrl: by?.worker?.(url) ?? url, runner, harness, ...patience };
    const onDeath = () => this.noticeDeaths();
    this.bot = new KeptProcess("season-process.ts", botPlan, { killsAt: killsAt?.bot ?? [], onDeath });
    this.workers = Array.from(
      { length: workers },
      (_, index) =>
        new KeptProcess("season-worker.ts", workerPlan, { killsAt: (index === 0 && killsAt?.worker) || [], onDeath }),
    );
  }

  /** Until a worker has its first run in hand. */
  async hasBegun(): Promise<void> {
    while (!this.workers.some(({ lines }) => lines.some((line) => line.startsWith("run-taken")))) await after(10);
  }

  /** The silence of a dead process's jobs is made, not waited for. Those of the living are missed too, which harms nobody. */
  async noticeDeaths(): Promise<void> {
    try {
      await letTimePass(this.#database.url, "heartbeat_on", "1 minute");
      if (this.#isServerKilled) return;
      await using database = await openPostgres(this.#database.url, { onError: () => undefined, runners: [runner] });
      await database.queue.supervise();
    } catch (error) {
      // The server is dead itself at this moment: the next look finds them.
      const isAway = error instanceof UserError ? error.code === "database-refused" : isConnectionLost(error);
      if (!isAway) throw error;
    }
  }

  /** Waits until all is played, and stops the workers. What was lost on its way to a worker is missed sooner than it would be. */
  async end(): Promise<void> {
    const played = new AbortController();
    void this.bot.done.then(() => played.abort());
    while (!played.signal.aborted) {
      await after(missEveryMs, undefined, { signal: played.signal }).catch(() => undefined);
      if (!played.signal.aborted) await this.noticeDeaths();
    }
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  broken(): Promise<Broken> {
    return brokenSeason(this.#plan);
  }

  async counts(): Promise<{ readonly runs: number; readonly verdicts: number }> {
    await using database = await openPostgres(this.#database.url, { onError, runners: [runner] });
    return { runs: await countRows(database, "run"), verdicts: await countRows(database, "verdict") };
  }

  /** Whatever of it still runs. */
  strays(): readonly number[] {
    return processesWith(this.#plan.dataFolder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.bot, ...this.workers].map((each) => each[Symbol.asyncDispose]()));
    await this.#database[Symbol.asyncDispose]();
    rmSync(this.#plan.dataFolder, { recursive: true, force: true });
  }
}

function onError(error: Error): never {
  throw error;
}
