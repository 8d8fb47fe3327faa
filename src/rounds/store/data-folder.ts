import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../user-error.ts";

/** A folder that one process holds at a time; PGlite itself has no lock, and two processes destroy its rows. */
export interface DataFolder extends Disposable {
  readonly path: string;
  readonly databasePath: string;
}

/** Keeps the locks from the garbage collector, which would close them and let others in. */
const held = new Set<DatabaseSync>();

/**
 * Makes the folder where needed and takes its lock, which the operating system releases even after kill -9.
 * @throws UserError when it is in use, read-only, or not a folder.
 */
export function holdDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw unusable(path, error);
  }
  const lock = takeLock(path);
  held.add(lock);
  return {
    path,
    databasePath: join(path, "pgdata"),
    [Symbol.dispose]() {
      held.delete(lock);
      lock.close();
    },
  };
}

/** Long enough for a process that is just ending to let go. */
const lockPatienceMs = 1500;

function takeLock(path: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, "lock.sqlite"), { timeout: lockPatienceMs });
    // A write inside the transaction proves that the folder can be written before anything else is tried.
    lock.exec("pragma locking_mode = exclusive; begin exclusive; create table if not exists held (by integer);");
    lock.exec(`delete from held; insert into held values (${process.pid}); commit; begin exclusive;`);
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new UserError(
        "data-folder-in-use",
        `Another process is using the data folder ${path}.`,
        "Stop that process, or choose another folder with --data FOLDER.",
        { cause: error },
      );
    }
    throw unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    "data-folder-unusable",
    `The data folder ${path} can't be written (${why}).`,
    "Give this user the right to write there, or choose another folder with --data FOLDER.",
    { cause },
  );
}
