import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { workerRoleSql } from "../../src/bot/cli/tank/worker-role.ts";
import { recordReport } from "../../src/rounds/play/runs/record-report.ts";
import { tables } from "../../src/rounds/store/backup.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import type { RunJob } from "../../src/rounds/store/queue.ts";
import { getRound } from "../../src/rounds/store/rounds.ts";
import { enqueueRun, lockRun, unfinishedRuns } from "../../src/rounds/store/runs.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { beat, leave, runnerWorkers } from "../../src/rounds/store/worker-beats.ts";
import { handBack, noteWaiting, storeOutcome, takeRun, workRuns } from "../../src/rounds/store/worker-queries.ts";
import { ChildProgram } from "../crash/child-program.ts";
import { roundOnRealProblem } from "../crash/real-problem.ts";
import { waitingHarness } from "../fixtures/harness/commands.ts";
import { createDatabase, execute } from "../postgres/databases.ts";
import { openRoleWorld, type RoleWorld } from "../postgres/role-world.ts";
import { refusal } from "../rounds/refusal.ts";

const at = new Date("2026-03-02T09:00:00Z");
const denied = "42501";
const onError = (error: Error): never => {
  throw error;
};
const fault = { outcome: "fault", kind: "lost", message: "Forged.", log: "" } as const;

let world: RoleWorld;
beforeAll(async () => {
  world = await openRoleWorld(["local", "h100"]);
  await roundOnRealProblem(world.game);
});
afterAll(() => world[Symbol.asyncDispose]());

const superuserUrl = () => `${inject("postgresUrl")}${new URL(world.workerUrl).pathname}`;

/** A run of its own, queued for this runner. */
async function queued(runner: string): Promise<RunJob> {
  const { database } = world;
  const season = await getSeason(database.db, "real");
  const { sha256 } = await database.db.selectFrom("source").select("sha256").executeTakeFirstOrThrow();
  const run = { seasonId: season.id, roundId: null, pitchId: null, purpose: "measure" } as const;
  const measured = { problemVersionId: season.problemVersionId, baselineSha256: sha256, candidateSha256: null };
  const rest = { ...measured, budgetMsPerCase: 60, secretSeed: "7".repeat(64), runner, at };
  return { runId: await database.transaction((tx) => enqueueRun(tx, database, { ...run, ...rest })), attempt: 1 };
}

async function stateOf({ runId }: RunJob): Promise<string> {
  const { state, attempt } = await world.database.transaction((tx) => lockRun(tx, runId));
  return `${state} ${attempt}`;
}

const worker = () => openPostgres(world.workerUrl, { onError, runners: ["local"], as: "worker" });

describe("a worker with no more than its role", () => {
  it("measures a run for real and stores its report, which the bot judges", async () => {
    await using own = await openRoleWorld(["local"]);
    const round = await roundOnRealProblem(own.game);
    const [run] = await unfinishedRuns(own.database.db);
    const env = { DATABASE_URL: own.workerUrl };
    await using child = new ChildProgram("../../src/start.js", ["worker", "--runner", "local"], env);
    const stored = JSON.parse(await child.line("run-stored"));
    expect(stored).toMatchObject({ runId: run?.id, attempt: 1 });
    await recordReport(own.game, { runId: stored.runId, attempt: 1 });
    expect((await getRound(own.database.db, round)).round.now.state).toBe("pitching");
    expect(await child.end("SIGTERM")).toBe(0);
    expect(child.errors()).toBe("");
  });

  it("hands back what it can't end", async () => {
    await using own = await openRoleWorld(["local"]);
    await roundOnRealProblem(own.game);
    const options = { databaseUrl: own.workerUrl, harness: waitingHarness("/nowhere"), finishMs: 0 };
    await using child = new ChildProgram("worker-process.ts", [JSON.stringify(options)]);
    await child.line("launched");
    expect(await child.end("SIGTERM")).toBe(0);
    expect(await unfinishedRuns(own.database.db)).toMatchObject([{ state: "queued", attempt: 2, faults: 0 }]);
  });

  it("reports a job that broke in its hands as lost", async () => {
    await using own = await openRoleWorld(["local"]);
    const lost = Promise.withResolvers<RunJob>();
    await own.database.queue.work("lost", async (job) => lost.resolve(job));
    const reports: Error[] = [];
    const options = { onError: (error: Error) => reports.push(error), runners: ["local"], as: "worker" } as const;
    await using mine = await openPostgres(own.workerUrl, options);
    await workRuns(mine, "local", async () => {
      throw new Error("it broke");
    });
    await roundOnRealProblem(own.game);
    const [run] = await unfinishedRuns(own.database.db);
    expect(await lost.promise).toEqual({ runId: run?.id, attempt: 1 });
    expect(reports.map(({ message }) => message).filter((message) => /denied|policy/.test(message))).toEqual([]);
  });
});

describe("a worker's role", () => {
  it.each([...tables, "worker", "kysely_migration_lock"])("can't read, write or empty %s", async (table) => {
    for (const statement of [
      `select * from ${table}`,
      `insert into ${table} default values`,
      `delete from ${table}`,
      `truncate ${table}`,
      `copy ${table} to stdout`,
      `lock table ${table}`,
    ]) {
      expect([statement, await world.asWorker(statement)]).toEqual([statement, denied]);
    }
  });

  it.each([
    ["change a round", "update round set state = 'decided'"],
    ["change its run behind the doors", "update run set state = 'reported'"],
    ["read a run's seed", "select secret_seed from run"],
    ["write a report behind the doors", "insert into report values (1, 1, '{}', now())"],
    ["take down the schema's version", "delete from kysely_migration"],
    ["add a column", "alter table run add column mine text"],
    ["make a table", "create table mine (a int)"],
    ["make a table for itself", "create temporary table run (a int)"],
    ["make a function", "create function mine() returns int language sql as 'select 1'"],
    ["replace a door", "create or replace function worker_keeper() returns boolean language sql as 'select true'"],
    ["drop a policy", 'drop policy "tank_worker_local take" on pgboss.job_common'],
    ["switch the policies off", "alter table pgboss.job_common disable row level security"],
    ["make a role", "create role mine"],
    ["be the bot", "select worker_keeper()"],
    ["make a queue", "select pgboss.create_queue('mine', '{}'::jsonb)"],
    ["change a queue", "update pgboss.queue set retry_limit = 0"],
    ["delete jobs", "delete from pgboss.job"],
    ["read jobs by their other name", "select * from pgboss.job"],
    ["put its job into another queue", "update pgboss.job_common set name = 'judge'"],
    ["turn its job into another run's", "update pgboss.job_common set data = '{}'"],
    ["wake the announcer", "insert into pgboss.job_common (name, data) values ('deliver', '{\"runId\": 1}')"],
    ["read what pg-boss warns of", "select * from pgboss.warning"],
    ["see who else is there", "select * from pgboss.instance"],
    ["read a file of the server", "select pg_read_file('postgresql.conf')"],
    ["run a program on the server", "copy (select 1) to program 'true'"],
  ])("can't %s", async (_, statement) => {
    expect(await world.asWorker(statement)).toBe(denied);
  });

  it("can't become the bot's user", async () => {
    expect(await world.asWorker(`set role "${new URL(world.ownerUrl).username}"`)).toBe(denied);
    expect(await world.asWorker("set session_replication_role = replica")).toBe(denied);
  });

  it("sees and touches no job of another queue", async () => {
    const { runId } = await queued("h100");
    const rows = await sql`select name from pgboss.job where name = 'run.h100'`.execute(world.database.db);
    expect(rows.rows.length).toBeGreaterThan(0);
    const others = "from pgboss.job_common where name <> 'run.local'";
    expect(await world.asWorker(`select * ${others}`)).toBe(0);
    expect(await world.asWorker(`delete ${others}`)).toBe(0);
    expect(await world.asWorker("update pgboss.job_common set state = 'completed' where name <> 'run.local'")).toBe(0);
    expect(await world.asWorker("select * from pgboss.queue where name in ('deliver', 'run.h100')")).toBe(0);
    for (const queue of ["judge", "lost", "run.h100", "run.local"]) {
      const job = `insert into pgboss.job_common (name, data) values ('${queue}', '{"runId": ${runId}, "attempt": 1}')`;
      expect([queue, await world.asWorker(job)]).toEqual([queue, denied]);
    }
  });

  it("can't take, end or report a run of another runner", async () => {
    await using mine = await worker();
    const job = await queued("h100");
    expect(await takeRun(mine, job, at)).toBeNull();
    await handBack(mine, "local", job, at);
    expect(await stateOf(job)).toBe("queued 1");
    expect(await takeRun(world.database, job, at)).not.toBeNull();
    expect(await storeOutcome(mine, job, fault, at)).toBe(false);
    await handBack(mine, "local", job, at);
    expect(await stateOf(job)).toBe("running 1");
  });

  it("can't write another worker's report, or hand its run back, without the lease", async () => {
    await using mine = await worker();
    const job = await queued("local");
    const taken = await takeRun(world.database, job, at);
    const other = await takeRun(mine, await queued("local"), at);
    for (const lease of [undefined, other?.lease]) {
      const held = lease === undefined ? job : { ...job, lease };
      expect(await storeOutcome(mine, held, fault, at)).toBe(false);
      await noteWaiting(mine, held, { since: at, holders: "nobody" });
      await handBack(mine, "local", held, at);
    }
    expect(await stateOf(job)).toBe("running 1");
    expect(taken?.lease).toMatch(/^[0-9a-f-]{36}$/);
    expect(await world.database.transaction((tx) => lockRun(tx, job.runId))).toMatchObject({ waiting: null });
  });

  it("can't write the report of an older attempt, or a second one", async () => {
    await using mine = await worker();
    const job = await queued("local");
    const first = await takeRun(mine, job, at);
    if (first === null) throw new Error("not taken");
    await handBack(world.database, "local", job, at);
    expect(await storeOutcome(mine, first, fault, at)).toBe(false);
    const second = await takeRun(mine, { ...job, attempt: 2 }, at);
    if (second === null) throw new Error("not taken");
    expect(await storeOutcome(mine, { ...second, attempt: 1 }, fault, at)).toBe(false);
    expect(await storeOutcome(mine, { ...second, lease: first.lease }, fault, at)).toBe(false);
    expect(await storeOutcome(mine, second, fault, at)).toBe(true);
    expect(await storeOutcome(mine, second, fault, at)).toBe(false);
    expect(await stateOf(job)).toBe("reported 2");
  });

  it("says of its own runner's workers that they are alive, and of nobody else's", async () => {
    await using mine = await worker();
    const [other, own] = ["h100", "local"].map((runner) => ({ id: randomUUID(), runner }));
    if (other === undefined || own === undefined) throw new Error("no names");
    expect(await beat(mine, other, false)).toBe(false);
    expect(await beat(world.database, other, false)).toBe(true);
    await leave(mine, other, true);
    expect(await beat(mine, { ...other, runner: "local" }, false)).toBe(true);
    await leave(mine, { ...other, runner: "local" }, false);
    expect(await beat(mine, own, false)).toBe(true);
    expect(await runnerWorkers(world.database.db)).toMatchObject([
      { runner: "h100", alive: 1, isStopped: false },
      { runner: "local", alive: 1, isStopped: false },
    ]);
  });

  it("is made again by the same SQL, and stands beside another runner's", async () => {
    await execute(superuserUrl(), workerRoleSql("local"));
    await execute(superuserUrl(), workerRoleSql("h100"));
    const { rows } = await sql<{ name: string }>`select distinct polname as name from pg_policy order by 1`.execute(
      world.database.db,
    );
    expect(rows.filter(({ name }) => name.startsWith("tank_worker_h100"))).toHaveLength(5);
    expect(await world.asWorker("select * from pgboss.job_common where name = 'run.h100'")).toBe(0);
  });

  it("is lent to a machine's own login", async () => {
    const login = `box_${randomBytes(6).toString("hex")}`;
    await execute(superuserUrl(), `create role ${login} login password 'box' in role tank_worker_local`);
    const url = Object.assign(new URL(world.workerUrl), { username: login, password: "box" }).href;
    const box = await openPostgres(url, { onError, runners: ["local"], as: "worker" });
    const taken = await takeRun(box, await queued("local"), at);
    expect(taken).not.toBeNull();
    if (taken) expect(await storeOutcome(box, taken, fault, at)).toBe(true);
    expect(await takeRun(box, await queued("h100"), at)).toBeNull();
    await box[Symbol.asyncDispose]();
    await execute(superuserUrl(), `drop role ${login}`);
  });

  it.each(['x"; drop table run; --', "H100", ""])("is not made for a runner called %j", (name) => {
    expect(refusal(() => workerRoleSql(name))).toMatch(/^bad-runner: /);
  });
});

describe("a worker that is started", () => {
  const start = (url: string, runner = "local") =>
    openPostgres(url, { onError, runners: [runner], as: "worker" }).then(
      () => "started",
      (error: unknown) => error,
    );

  it("before the bot is told to start the bot, and makes no table", async () => {
    await using own = await createDatabase(inject("postgresUrl"), { empty: true });
    expect(await start(own.url)).toMatchObject({ code: "older-schema", hint: expect.stringContaining("bot first") });
    await using bot = await openPostgres(own.url, { onError });
    await sql`delete from kysely_migration where name = '009-worker-doors'`.execute(bot.db);
    expect(await start(own.url)).toMatchObject({ code: "older-schema", message: expect.stringContaining("older") });
  });

  it("without its role, or as another runner's, is told how to give it", async () => {
    await execute(world.ownerUrl, 'revoke select on pgboss.version from "tank_worker_local"');
    const refused = await start(world.workerUrl);
    await execute(world.ownerUrl, 'grant select on pgboss.version to "tank_worker_local"');
    expect(refused).toMatchObject({ code: "database-refused", hint: expect.stringContaining("worker-role") });
    expect(await start(world.workerUrl, "h100")).toMatchObject({
      code: "unknown-runner",
      hint: expect.stringContaining("worker-role --runner h100"),
    });
  });
});
