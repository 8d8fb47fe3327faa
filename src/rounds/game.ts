import type { Database } from "./store/database.ts";

/** What every use case is given. Time and chance come in from outside, so that a test can hold them. */
export interface Game {
  readonly database: Database;
  readonly clock: { now(): Date };
  /** 64 hex digits nobody can guess, from which a run's inputs are generated. */
  readonly secretSeed: () => string;
  /** Left out: nobody is configured, and whoever opens a round is its host. */
  readonly roles?: Roles;
}

/** Who may what, as this installation's configuration says. */
export interface Roles {
  /** They alone open rounds, and may act on every round. None: whoever opens a round is its host. */
  readonly hosts: readonly string[];
  /** They act on every round in a host's place. */
  readonly deputies: readonly string[];
}
