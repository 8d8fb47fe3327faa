import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import { fromPglite } from "pg-boss";
import { holdDataFolder } from "./data-folder.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { startQueue } from "./queue.ts";
import { openSharing } from "./shared-reads.ts";
import type { Tables } from "./tables.ts";
import { transact } from "./transact.ts";

/**
 * Opens the embedded PostgreSQL of a data folder, for this process alone.
 * Safe against the death of the process, not of the machine: PGlite never fsyncs.
 * @throws UserError when the folder is in use, can't be written, or holds data of a newer version.
 */
export async function openEmbedded(
  path: string,
  onError: (error: Error) => void,
  runners?: readonly string[],
): Promise<Database> {
  const folder = holdDataFolder(path);
  const pglite = new PGlite(folder.databasePath);
  try {
    await pglite.waitReady;
    const db = openSharing<Tables>(new PGliteDialect({ pglite }));
    await migrate(db);
    const queue = await startQueue({ db: fromPglite(pglite) }, "pglite", { onError, runners });
    return {
      kind: "embedded",
      db,
      queue,
      transaction: (work) => transact(db, work),
      alone: (_, work) => work(),
      async [Symbol.asyncDispose]() {
        await queue.stop();
        await pglite.close();
        folder[Symbol.dispose]();
      },
    };
  } catch (error) {
    if (!pglite.closed) await pglite.close();
    folder[Symbol.dispose]();
    throw error;
  }
}
