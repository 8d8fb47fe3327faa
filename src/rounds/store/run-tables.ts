import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { SeenConditions } from "../judging/facts/seen-conditions.ts";
import type { Verdict } from "../judging/verdict/verdict.ts";
import type { VerdictName } from "../judging/verdict/verdict-name.ts";
import type { Json, Time } from "./column-types.ts";

/** Runs, and what came of them. Columns are explained in the migrations. */

/** `sweep`: one combination, before the best of them gets the pitch's verdict; `rerun`: once more, after the round. */
export type RunPurpose =
  | "opening"
  | "verdict"
  | "sweep"
  | "rerun"
  | "confirm-baseline"
  | "confirm-runner-up"
  | "proof"
  | "measure";
export type RunState = "queued" | "running" | "reported" | "judged" | "abandoned" | "cancelled";

export interface RunTable {
  id: Generated<number>;
  season_id: number;
  round_id: number | null;
  pitch_id: number | null;
  purpose: RunPurpose;
  problem_version_id: number;
  baseline_sha256: string;
  candidate_sha256: string | null;
  runner: string;
  budget_ms_per_case: number;
  secret_seed: string;
  /** Labels of the cases to time; null: all of them, none: only build and check. */
  timed_cases: JSONColumnType<readonly string[]> | null;
  state: RunState;
  /** Whom a running run waits for; null: for nobody. */
  waiting: JSONColumnType<Waiting> | null;
  /** The fence: a report of an older attempt changes nothing. */
  attempt: number;
  /** Known to whoever took the attempt in hand, who alone may report on it; null: nobody has. */
  lease: Generated<string | null>;
  /** Attempts that ended by the runner's own failure. */
  faults: number;
  /** How many of its round waited for the same runner when it was queued: the least goes first. */
  turn: Generated<number>;
  /** When the last attempt began to use its runner; null: none has. */
  taken_at: ColumnType<Date | null, Date | undefined, Date | null>;
  created_at: Time;
  changed_at: Time;
}

/** A device is in use by others; `since` is an ISO time. */
export interface Waiting {
  readonly since: string;
  readonly holders: string;
}

export interface ReportTable {
  run_id: number;
  attempt: number;
  body: Json<object>;
  received_at: Time;
}

export interface VerdictTable {
  run_id: number;
  round_id: number | null;
  pitch_id: number | null;
  body: Json<Verdict>;
  rules_version: number;
  /** What really ran, and on what; null where nothing did. */
  ran: JSONColumnType<Provenance> | null;
  decided_at: Time;
}

/** What really ran, and on what. */
export interface Provenance {
  readonly machine: string;
  readonly sandbox: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly baseline: string;
  readonly candidate: string | null;
  /** What a GPU's sensors said over all blocks; left out where there are none. */
  readonly conditions?: SeenConditions;
}

/** A host's word on a verdict; the last one counts. */
export interface RulingTable {
  id: Generated<number>;
  run_id: number;
  /** What the host calls it; null where the verdict itself stands. */
  verdict: VerdictName | null;
  /** It leaned on a wrong reference or baseline: kept, compared with nothing, its ballots void. */
  tainted: boolean;
  host: string;
  reason: string;
  ruled_at: Time;
}

/** Who asked for a private measurement, and for what, in words. */
export interface MeasurementTable {
  run_id: number;
  asked_by: string;
  what: string;
}
