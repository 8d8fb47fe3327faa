import { type CompiledQuery, DefaultQueryExecutor, type Dialect, Kysely, type QueryResult } from "kysely";

/**
 * A database whose readers share: the same SELECT, asked again before it has begun, is run once for all who wait for it.
 * None of them can tell, since it begins after each of them asked. In a transaction nothing is shared.
 */
export function openSharing<Tables>(dialect: Dialect): Kysely<Tables> {
  const driver = dialect.createDriver();
  const compiler = dialect.createQueryCompiler();
  const adapter = dialect.createAdapter();
  const config = {
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => compiler,
      createAdapter: () => adapter,
      createIntrospector: (db: Kysely<unknown>) => dialect.createIntrospector(db),
    },
  };
  const connections = new Kysely<Tables>(config).getExecutor();
  const executor = new SharedReads(compiler, adapter, connections);
  return new Kysely<Tables>({ config, dialect: config.dialect, driver, executor });
}

class SharedReads extends DefaultQueryExecutor {
  readonly #waiting = new Map<string, Promise<unknown>>();

  override executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (query.query.kind !== "SelectQueryNode") return super.executeQuery(query);
    const key = JSON.stringify([query.sql, query.parameters]);
    const waiting = this.#waiting.get(key);
    // The same SQL has rows of the same shape.
    if (waiting !== undefined) return waiting as Promise<QueryResult<Row>>;
    const rows = this.provideConnection((connection) => {
      this.#waiting.delete(key);
      return connection.executeQuery<Row>(query);
    });
    this.#waiting.set(key, rows);
    // Where no connection was to be had, nobody waits any longer.
    rows.catch(() => this.#waiting.get(key) === rows && this.#waiting.delete(key));
    return rows;
  }
}
