import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { createDatabase, type TestDatabase } from "../postgres/databases.ts";
import { brokenLines, brokenSeason } from "./broken-season.ts";
import { letTimePass } from "./real-problem.ts";
import type { SeasonPlan } from "./season-plan.ts";

const program = fileURLToPath(new URL("season-process.ts", import.meta.url));

const onError = (error: Error): never => {
  throw error;
};

/** Where killed seasons are played: on an embedded database each, or on databases of one PostgreSQL. */
export class Arena implements Disposable {
  readonly kind: "embedded" | "postgres";
  readonly #serverUrl: string | null;
  readonly #root = mkdtempSync(join(tmpdir(), "tank-killed-"));
  #seasons = 0;

  constructor(serverUrl: string | null) {
    this.#serverUrl = serverUrl;
    this.kind = serverUrl === null ? "embedded" : "postgres";
  }

  async newSeason(rounds: number): Promise<KilledSeason> {
    const dataFolder = join(this.#root, `season-${++this.#seasons}`);
    if (this.#serverUrl !== null) {
      mkdirSync(dataFolder);
      return new KilledSeason({ dataFolder, rounds }, await createDatabase(this.#serverUrl));
    }
    // Making the embedded database takes seconds, copying one does not.
    const fresh = join(this.#root, "fresh");
    if (!existsSync(fresh))
      await (await openDatabase({ databaseUrl: undefined, dataFolder: fresh }, { onError }))[Symbol.asyncDispose]();
    cpSync(fresh, dataFolder, { recursive: true });
    return new KilledSeason({ dataFolder, rounds }, null);
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** One season that is started, killed and started again. */
export class KilledSeason implements AsyncDisposable {
  readonly #plan: SeasonPlan;
  readonly #database: TestDatabase | null;

  constructor(plan: SeasonPlan, database: TestDatabase | null) {
    this.#plan = database === null ? plan : { ...plan, databaseUrl: database.url };
    this.#database = database;
  }

  get dataFolder(): string {
    return this.#plan.dataFolder;
  }

  /** Starts it; null when it was killed with SIGKILL, else its exit code. `afterMs` kills it from outside. */
  async run(kill: { readonly at?: string; readonly afterMs?: number } = {}): Promise<number | null> {
    const env = { PATH: "", ...(kill.at !== undefined && { TANK_KILL_AT: kill.at }) };
    const argv = ["--disable-warning=ExperimentalWarning", program, JSON.stringify(this.#plan)];
    const child = spawn(process.execPath, argv, { env, stdio: ["pipe", "ignore", "inherit"] });
    const timer = kill.afterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), kill.afterMs);
    const [code] = await once(child, "exit");
    clearTimeout(timer);
    await this.#letTimePass();
    return code;
  }

  /** On PostgreSQL a dead worker is noticed by the silence of its heart: the silence is made, not waited for. */
  async #letTimePass(): Promise<void> {
    if (this.#database !== null) await letTimePass(this.#database.url, "heartbeat_on", "1 minute");
  }

  /** What was lost and what came twice, a line each; none where every promise held. */
  async broken(): Promise<readonly string[]> {
    return brokenLines(await brokenSeason(this.#plan));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database?.[Symbol.asyncDispose]();
    rmSync(this.#plan.dataFolder, { recursive: true, force: true });
  }
}
