import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "../../src/rounds/store/database.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { createDatabase, type TestDatabase } from "../postgres/databases.ts";
import { letTimePass } from "./real-problem.ts";
import { pitchesOfRound, type SeasonPlan, sharks } from "./season-plan.ts";

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
    const { databaseUrl, dataFolder, rounds } = this.#plan;
    await using database = await openDatabase({ databaseUrl, dataFolder }, { onError });
    const posts = readLines(join(dataFolder, "posts.txt"));
    const answered = readLines(join(dataFolder, "answered.txt"));
    return [
      ...(await brokenInvariants(database.db)),
      ...(await miscounts(database, rounds)),
      ...(await misdeliveries(database, posts)),
      ...(await forgotten(database, answered)),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database?.[Symbol.asyncDispose]();
    rmSync(this.#plan.dataFolder, { recursive: true, force: true });
  }
}

function readLines(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

/** Whether there is exactly as much of everything as the season's script makes. */
async function miscounts({ db }: Database, rounds: number): Promise<readonly string[]> {
  const count = async (table: "round" | "pitch" | "ballot" | "ballot_change" | "verdict" | "baseline") => {
    const counted = db.selectFrom(table).select((columns) => columns.fn.countAll<number>().as("count"));
    return Number((await counted.executeTakeFirstOrThrow()).count);
  };
  const wanted = {
    round: rounds,
    pitch: rounds * pitchesOfRound.length,
    ballot: rounds * sharks.length,
    ballot_change: rounds * sharks.length,
    // A round's two verdicts, and the confirmation of its winner.
    verdict: rounds * 3,
    baseline: rounds + 1,
  } as const;
  const lines: string[] = [];
  for (const table of ["round", "pitch", "ballot", "ballot_change", "verdict", "baseline"] as const) {
    const found = await count(table);
    if (found !== wanted[table]) lines.push(`${table}: ${found} instead of ${wanted[table]}`);
  }
  const undecided = await db.selectFrom("round").select("number").where("state", "<>", "decided").execute();
  return [...lines, ...undecided.map(({ number }) => `round ${number} was never decided`)];
}

/** Whether each announcement was posted once, in the order in which it was owed. */
async function misdeliveries({ db }: Database, posts: readonly string[]): Promise<readonly string[]> {
  const owed = await db
    .selectFrom("outbox")
    .leftJoin("delivery", "delivery.outbox_id", "outbox.id")
    .select(["outbox.key", "delivery.channel"])
    .orderBy("outbox.id")
    .execute();
  const keys = owed.map(({ key }) => key);
  const twice = posts.filter((key, index) => posts.indexOf(key) !== index);
  const lost = keys.filter((key) => !posts.includes(key));
  const unmarked = owed.filter(({ channel }) => channel === null).map(({ key }) => key);
  const inOrder = keys.every((key, index) => posts[index] === key);
  return [
    ...twice.map((key) => `${key}: posted twice`),
    ...lost.map((key) => `${key}: never posted`),
    ...unmarked.map((key) => `${key}: never marked as delivered`),
    ...(twice.length + lost.length > 0 || inOrder ? [] : [`posted in another order: ${posts.join(", ")}`]),
  ];
}

/** Whether every command that was answered is still there. */
async function forgotten({ db }: Database, answered: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom("inbox").select("event_id").execute();
  const known = new Set(rows.map((row) => row.event_id));
  return answered.filter((id) => !known.has(id)).map((id) => `${id}: answered and forgotten`);
}
