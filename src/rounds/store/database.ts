import type { Kysely, Transaction } from "kysely";
import type { Queue } from "./queue.ts";
import type { Tables } from "./tables.ts";

/** A transaction: what is written through it commits together or not at all, jobs included. */
export type Tx = Transaction<Tables>;
/** For reading; every write goes through `transaction`. */
export type Db = Kysely<Tables>;

/** The open store: one database for state, jobs and announcements. */
export interface Database extends AsyncDisposable {
  readonly db: Db;
  readonly queue: Queue;
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}
