import type { TokenRole } from "./access-token.ts";
import type { Database } from "./store/database.ts";
import type { SeasonRow } from "./store/seasons.ts";

/** What every use case is given. Time and chance come in from outside, so that a test can hold them. */
export interface Game {
  readonly database: Database;
  readonly clock: { now(): Date };
  /** 64 hex digits nobody can guess, from which a run's inputs are generated. */
  readonly secretSeed: () => string;
  /** Left out: nobody is configured, and whoever opens a round is its host. */
  readonly roles?: Roles;
  /** Left out: every run goes to the installation's first runner, which works at all hours. */
  readonly runners?: RunnerChoice;
}

/** What decides where a season's runs go. */
export interface MeasuredSeason extends Pick<SeasonRow, "name"> {
  readonly problem: Pick<SeasonRow["problem"], "lang">;
}

/** Which runner measures what, as this installation's configuration says. */
export interface RunnerChoice {
  /** The runner that a season's new runs go to. */
  readonly chosenFor: (season: MeasuredSeason) => string;
  /** Why a runner takes nothing now, as half a sentence; null where it does. */
  readonly restOf: (runner: string, at: Date) => string | null;
  /** Whether it rests by its hours, and takes up its work by itself. */
  readonly isResting: (runner: string, at: Date) => boolean;
}

/** The runner of a new run, where the installation chooses one. */
export function runnerOf({ runners }: Pick<Game, "runners">, season: MeasuredSeason): { readonly runner?: string } {
  return runners === undefined ? {} : { runner: runners.chosenFor(season) };
}

/** Who may what, as this installation's configuration says. */
export interface Roles {
  /** They alone open rounds, and may act on every round. None: whoever opens a round is its host. */
  readonly hosts: readonly string[];
  /** They act on every round in a host's place. */
  readonly deputies: readonly string[];
  /** Hosts are named, even where none of them is known by name: by a group, or by an account of another platform. */
  readonly namesHosts?: boolean;
  /** They alone pitch and measure, with their agents, hosts and deputies; left out: everybody. */
  readonly contestants?: readonly string[] | undefined;
  /** They alone ask, demand proof and vote, with their agents, hosts and deputies; left out: everybody. */
  readonly sharks?: readonly string[] | undefined;
  /** What the token that somebody came in with lets them do; left out: they came in by themselves. */
  readonly only?: readonly TokenRole[];
}
