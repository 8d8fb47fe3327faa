import type { ColumnType, Generated } from "kysely";
import type { CandidateFiles } from "../candidate.ts";
import type { Season } from "../season.ts";
import type { Json, Time } from "./column-types.ts";

/** Seasons, what they are played on, and what their hosts decide outside the rounds. Columns are explained in the migrations. */

export interface SeasonTable {
  id: Generated<number>;
  name: string;
  settings: Json<Season>;
  problem_version_id: number;
  state: "active" | "ended";
  /** Who keeps its runs from starting; null: nobody. */
  stopped: ColumnType<Stopped | null, string | undefined, string | null>;
  created_at: Time;
}

/** Why no run of a season starts; `at` is an ISO time. */
export interface Stopped {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

export interface ProblemVersionTable {
  id: Generated<number>;
  name: string;
  version: number;
  sha256: string;
  definition: Json<object>;
  created_at: Time;
}

export interface SourceTable {
  sha256: string;
  /** The hash of the same code without what no compiler sees; null where it was stored by an older version. */
  normal_sha256: string | null;
  files: Json<CandidateFiles>;
  created_at: Time;
}

export interface BaselineTable {
  id: Generated<number>;
  season_id: number;
  source_sha256: string;
  problem_version_id: number;
  /** Null: the problem's own first baseline. */
  round_id: number | null;
  pitch_id: number | null;
  created_at: Time;
}

export interface CaseReading {
  readonly label: string;
  readonly us: number;
  /** What the machine that read it can't beat, where that was measured. */
  readonly limit?: { readonly us: number; readonly by: "bytes" | "operations" };
}

/** The baseline's own times, read by a round's opening. */
export interface ReadingTable {
  run_id: number;
  baseline_id: number;
  machine: string;
  cases: Json<readonly CaseReading[]>;
  read_at: Time;
}

export interface BanTable {
  id: Generated<number>;
  season_id: number;
  person: string;
  host: string;
  reason: string;
  banned_at: Time;
  lifted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface DecisionTable {
  id: Generated<number>;
  season_id: number;
  /** Null: decided outside any round. */
  round_id: number | null;
  host: string;
  decision: string;
  reason: string;
  decided_at: Time;
}
