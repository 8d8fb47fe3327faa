import type { Kysely, Transaction } from "kysely";
import type { Queue } from "./queue.ts";
import type { Tables } from "./tables.ts";

/** A transaction: what is written through it commits together or not at all, jobs included. */
export type Tx = Transaction<Tables>;
/** For reading; every write goes through `transaction`. */
export type Db = Kysely<Tables>;

/** The open store: one database for state, jobs and announcements. */
export interface Database extends AsyncDisposable {
  /** `embedded`: this process's own; `postgres`: shared with whoever else has its address. */
  readonly kind: "embedded" | "postgres";
  readonly db: Db;
  readonly queue: Queue;
  /** What is written in it commits together or not at all; on PostgreSQL it may run more than once before it does. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs while no other process runs anything under this name. */
  alone<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}
