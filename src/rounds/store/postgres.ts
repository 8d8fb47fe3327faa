import pg from "pg";
import { UserError } from "../user-error.ts";
import { answeredPool } from "./answered-pool.ts";
import type { Database } from "./database.ts";
import { isConnectionLost } from "./database-errors.ts";
import { type DatabaseState, DatabaseWatch } from "./database-watch.ts";
import { migrate, requireSchema } from "./migrate.ts";
import { PatientDialect } from "./patient-dialect.ts";
import { describeUrl, parseDatabaseUrl, refusalOf } from "./postgres-refusal.ts";
import { startQueue } from "./queue.ts";
import { withSessionLock } from "./session-lock.ts";
import { openSharing } from "./shared-reads.ts";
import type { Tables } from "./tables.ts";
import { transactOnPostgres } from "./transact.ts";
import { Turns } from "./turns.ts";

export interface PostgresOptions {
  /** What the queue or the store itself reports and no caller waits for. */
  readonly onError: (error: Error) => void;
  /** Told once when the database goes away, and once when it is back. */
  readonly onState?: ((state: DatabaseState) => void) | undefined;
  /** How long an operation waits for a database that went away before it is refused. */
  readonly patienceMs?: number | undefined;
  /**
   * How long a statement may go unanswered before its connection counts as lost; for ever by default, as a backup may
   * need it.
   */
  readonly answerMs?: number | undefined;
  /** Runners whose queues must exist; the first is where new runs go. */
  readonly runners?: readonly string[] | undefined;
  /** `worker`: changes no schema and makes no queue, as its role may not (config/worker-role.sql); the bot by default. */
  readonly as?: "bot" | "worker" | undefined;
}

const defaultPatienceMs = 30_000;

/** What bots and workers give a statement: above the slowest that a command is made of, by far. */
export const promptAnswerMs = 30_000;

/**
 * Opens the PostgreSQL that several processes share.
 * @throws UserError naming DATABASE_URL, never its password, when it is wrong, unreachable or of a newer version.
 */
export async function openPostgres(databaseUrl: string, options: PostgresOptions): Promise<Database> {
  const url = parseDatabaseUrl(databaseUrl);
  const { onError, onState = () => undefined, patienceMs = defaultPatienceMs, as = "bot" } = options;
  const pool = openPool(databaseUrl);
  const { answerMs = Number.POSITIVE_INFINITY } = options;
  // Bringing a schema up to date, and waiting until another process has, takes as long as it takes.
  let limitMs = as === "bot" ? Number.POSITIVE_INFINITY : answerMs;
  const watch = new DatabaseWatch(() => answers(databaseUrl), onState);
  const report = (error: Error) => (isConnectionLost(error) ? watch.lost() : onError(error));
  pool.on("error", report);
  // An error of a connection in use reaches its query too; unheard here, it would end the process.
  pool.on("connect", (client) => client.on("error", report));
  const close = async () => {
    await watch[Symbol.asyncDispose]();
    await pool.end();
  };
  try {
    await refuseOldServer(pool, url);
    const locks = new Turns(mostLocks);
    const db = openSharing<Tables>(
      new PatientDialect(
        answeredPool(pool, () => limitMs),
        watch,
        patienceMs,
      ),
    );
    await (as === "bot" ? migrate(db) : requireSchema(db));
    limitMs = answerMs;
    const connection = {
      ...lineSettings,
      connectionString: databaseUrl,
      max: queueConnections,
      ...(options.answerMs !== undefined && { query_timeout: options.answerMs }),
    };
    const queue = await startQueue(connection, "postgres", { onError: report, runners: options.runners, as });
    return {
      kind: "postgres",
      db,
      queue,
      transaction: (work) => transactOnPostgres(db, watch, work),
      alone: (name, work) => locks.take(() => withSessionLock(db, name, work)),
      async [Symbol.asyncDispose]() {
        await queue.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw refusalOf(error, url, as) ?? error;
  }
}

/** Rows look the same on both databases: int8, which is what count() gives, is a number on PGlite. */
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === pg.types.builtins.INT8) return Number;
    return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid, "text");
  },
};

/** Five processes of ours stay below PostgreSQL's own default of 100 connections. */
const storeConnections = 10;
const queueConnections = 4;
/** A lock holds a connection while its work needs another: more of them could starve what they wait for. */
const mostLocks = 3;

/** An error of a connection in use reaches its statement; unheard here, the same error would end the process. */
class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}

/**
 * An idle line that died without an end is noticed within 20 s here (Node asks ten times, once a second), and within 40 s
 * by the server, which then lets go of the session's locks.
 */
const lineSettings = {
  Client: HeardClient,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  options:
    "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c tcp_user_timeout=40000",
};

function openPool(connectionString: string): pg.Pool {
  return new pg.Pool({
    connectionString,
    max: storeConnections,
    connectionTimeoutMillis: 5000,
    ...lineSettings,
    application_name: "shark-tank",
    // A process that froze in the middle keeps no one waiting for its locks for longer than this.
    idle_in_transaction_session_timeout: 60_000,
    types,
  });
}

/** By a connection of its own: a pool that is merely busy is no lost database. */
async function answers(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000, query_timeout: 5000 });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("select 1").finally(() => client.end());
}

/** `unique nulls not distinct`, by which the schema keeps the panel's one entry a round, came with 15. */
const oldestVersion = 15;

async function refuseOldServer(pool: pg.Pool, url: URL): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
  if (version >= oldestVersion) return;
  throw new UserError(
    "database-refused",
    `This is PostgreSQL ${version}, and Shark Tank needs ${oldestVersion} or newer (DATABASE_URL is ${describeUrl(url)}).`,
    "Upgrade the server, or use another one.",
  );
}
