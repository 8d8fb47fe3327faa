import { setTimeout as after } from "node:timers/promises";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresPool,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import { UserError } from "../user-error.ts";
import { isConnectionLost } from "./database-errors.ts";
import type { DatabaseWatch } from "./database-watch.ts";

/** PostgreSQL that may go away: waits for it up to `patienceMs`, and reads again what a lost connection cut off. */
export class PatientDialect extends PostgresDialect {
  readonly #watch: DatabaseWatch;
  readonly #patienceMs: number;

  constructor(pool: PostgresPool, watch: DatabaseWatch, patienceMs: number) {
    super({ pool });
    this.#watch = watch;
    this.#patienceMs = patienceMs;
  }

  override createDriver(): Driver {
    return new PatientDriver(super.createDriver(), this.#watch, this.#patienceMs);
  }
}

class PatientDriver implements Driver {
  readonly #driver: Driver;
  readonly #watch: DatabaseWatch;
  readonly #patienceMs: number;

  constructor(driver: Driver, watch: DatabaseWatch, patienceMs: number) {
    this.#driver = driver;
    this.#watch = watch;
    this.#patienceMs = patienceMs;
  }

  init = () => this.#driver.init();
  destroy = () => this.#driver.destroy();

  async acquireConnection(): Promise<DatabaseConnection> {
    return new RereadingConnection(await this.#connect(), async (broken) => {
      this.#watch.lost();
      await this.#driver.releaseConnection(broken);
      return this.#connect();
    });
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await this.#driver.beginTransaction(inner(connection, "begin"), settings);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#driver.commitTransaction(inner(connection, "end"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#driver.rollbackTransaction(inner(connection, "end"));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#driver.releaseConnection(inner(connection, "end"));
  }

  async #connect(): Promise<DatabaseConnection> {
    const startedAt = performance.now();
    for (let waitMs = 25; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        return await this.#driver.acquireConnection();
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
        this.#watch.lost();
        const patienceIsOver = performance.now() - startedAt + waitMs > this.#patienceMs;
        if (patienceIsOver || this.#watch.ended.aborted) throw databaseAway(error);
        await after(waitMs, undefined, { signal: this.#watch.ended }).catch(() => undefined);
      }
    }
  }
}

const longestWaitMs = 500;
/** More than the pool has connections. */
const mostReadings = 20;

/** A lone SELECT has no effect, so it is simply read again; a transaction is its caller's to repeat. */
class RereadingConnection implements DatabaseConnection {
  readonly #replace: (broken: DatabaseConnection) => Promise<DatabaseConnection>;
  current: DatabaseConnection;
  inTransaction = false;

  constructor(connection: DatabaseConnection, replace: (broken: DatabaseConnection) => Promise<DatabaseConnection>) {
    this.current = connection;
    this.#replace = replace;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.current.executeQuery(query);
      } catch (error) {
        if (this.inTransaction || query.query.kind !== "SelectQueryNode" || !isConnectionLost(error)) throw error;
        if (attempt === mostReadings) throw databaseAway(error);
        // The pool may hand out one that is dead as well and has not noticed.
        this.current = await this.#replace(this.current);
      }
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.current.streamQuery(query, chunkSize);
  }
}

function inner(connection: DatabaseConnection, edge: "begin" | "end"): DatabaseConnection {
  if (!(connection instanceof RereadingConnection)) throw new TypeError("a connection of another driver");
  connection.inTransaction = edge === "begin";
  return connection.current;
}

export function databaseAway(cause: unknown): UserError {
  return new UserError(
    "database-away",
    "The database can't be reached right now; nothing was changed.",
    "Try again in a moment. Whatever was answered before is kept.",
    { cause },
  );
}
