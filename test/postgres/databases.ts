import { randomBytes } from "node:crypto";
import pg from "pg";
import { openPostgres } from "../../src/rounds/store/postgres.ts";

const template = "tank_template";

/** Prepares the template from which each test's database is copied: migrated once, never again. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await execute(`${serverUrl}/postgres`, `create database ${template}`);
  const onError = (error: Error) => {
    throw error;
  };
  await using _database = await openPostgres(`${serverUrl}/${template}`, { onError });
}

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** A database of a test's own; `empty` has no schema yet. */
export async function createDatabase(
  serverUrl: string,
  { empty = false }: { readonly empty?: boolean } = {},
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await execute(`${serverUrl}/postgres`, `create database ${name}${empty ? "" : ` template ${template}`}`);
  return {
    url: `${serverUrl}/${name}`,
    [Symbol.asyncDispose]: () => execute(`${serverUrl}/postgres`, `drop database ${name} with (force)`),
  };
}

export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // The statement itself rejects where its server is killed; unheard here, the same error would end the process.
  client.on("error", () => undefined);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
