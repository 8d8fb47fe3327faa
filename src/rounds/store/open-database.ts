import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { openPostgres, type PostgresOptions } from "./postgres.ts";

/**
 * The PostgreSQL of DATABASE_URL, or without one the embedded database of the data folder.
 * @throws UserError with the way out when it can't be opened.
 */
export async function openDatabase(
  where: { readonly databaseUrl: string | undefined; readonly dataFolder: string },
  options: PostgresOptions,
): Promise<Database> {
  if (where.databaseUrl === undefined) return openEmbedded(where.dataFolder, options.onError, options.runners);
  return openPostgres(where.databaseUrl, options);
}
