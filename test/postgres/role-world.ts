import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { workerRoleSql } from "../../src/bot/cli/tank/worker-role.ts";
import type { Game } from "../../src/rounds/game.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { createDatabase, execute } from "./databases.ts";

/** A bot that owns its database without being a superuser, and the role that we ship for a runner's worker. */
export interface RoleWorld extends AsyncDisposable {
  readonly database: Database;
  readonly game: Game;
  /** The worker's own DATABASE_URL. */
  readonly workerUrl: string;
  readonly ownerUrl: string;
  /** Says one statement as the worker's role, and takes it back: its error's code, or how many rows it touched. */
  readonly asWorker: (statement: string) => Promise<string | number>;
}

const onError = (error: Error): never => {
  throw error;
};

/** @param runners what the bot sends runs to; the role is that of the first */
export async function openRoleWorld(runners: readonly [string, ...string[]]): Promise<RoleWorld> {
  const own = await createDatabase(inject("postgresUrl"), { empty: true });
  const owner = `bot_${randomBytes(6).toString("hex")}`;
  const name = new URL(own.url).pathname.slice(1);
  await execute(own.url, `create role ${owner} login password 'owner'; alter database ${name} owner to ${owner}`);
  const ownerUrl = urlAs(own.url, owner, "owner");
  const database = await openPostgres(ownerUrl, { onError, runners });
  const role = `tank_worker_${runners[0]}`;
  await execute(own.url, workerRoleSql(runners[0]));
  await execute(own.url, `alter role "${role}" password 'worker'`);
  const workerUrl = urlAs(own.url, role, "worker");
  const client = new pg.Client({ connectionString: workerUrl });
  await client.connect();
  const game = { database, clock: { now: () => new Date() }, secretSeed: () => "5".repeat(64) };
  return {
    database,
    game,
    workerUrl,
    ownerUrl,
    asWorker: (statement) => outcomeOf(client, statement),
    async [Symbol.asyncDispose]() {
      await client.end();
      await database[Symbol.asyncDispose]();
      await own[Symbol.asyncDispose]();
      await execute(`${inject("postgresUrl")}/postgres`, `drop role ${owner}`);
    },
  };
}

function urlAs(url: string, user: string, password: string): string {
  return Object.assign(new URL(url), { username: user, password }).href;
}

async function outcomeOf(client: pg.Client, statement: string): Promise<string | number> {
  await client.query("begin");
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? error.message;
    throw error;
  } finally {
    await client.query("rollback");
  }
}
