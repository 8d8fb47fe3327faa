import type { Database } from "./store/database.ts";

/** What every use case is given. Time and chance come in from outside, so that a test can hold them. */
export interface Game {
  readonly database: Database;
  readonly clock: { now(): Date };
  /** 64 hex digits nobody can guess, from which a run's inputs are generated. */
  readonly secretSeed: () => string;
}
