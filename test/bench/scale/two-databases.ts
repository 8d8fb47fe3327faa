import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, createTemplate } from "../../postgres/databases.ts";
import { startPostgres } from "../../postgres/start-postgres.ts";

/** Where a database is kept that is not yet open. */
export interface Place {
  /** Holds the embedded database where there is no `databaseUrl`. */
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
}

export interface TwoPlaces extends AsyncDisposable {
  readonly places: readonly [Place, Place];
}

/** Two empty databases of one kind, gone with their files in the end. */
export async function twoPlaces(kind: "embedded" | "postgres"): Promise<TwoPlaces> {
  const stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "tank-scale-"));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const urls = kind === "postgres" ? await serverUrls(stack) : [];
  const place = (nth: number): Place => ({ dataFolder: join(folder, `${nth}`), databaseUrl: urls[nth] });
  return { places: [place(0), place(1)], [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function serverUrls(stack: AsyncDisposableStack): Promise<readonly string[]> {
  const server = stack.use(await startPostgres());
  await createTemplate(server.url);
  const databases = [await createDatabase(server.url), await createDatabase(server.url)];
  return databases.map((database) => stack.use(database).url);
}
