import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Ballot } from "../ballot.ts";
import type { CandidateFiles } from "../candidate.ts";
import type { Verdict } from "../judging/verdict.ts";
import type { PitchInput } from "../pitch.ts";
import type { RoundState, RoundTerms } from "../round/round-state.ts";
import type { Season } from "../season.ts";

/** The rows as Kysely sees them. Columns are explained in the migrations. */

type Json<Value extends object> = JSONColumnType<Value>;
type Time = ColumnType<Date, Date, Date>;

export interface SeasonTable {
  id: Generated<number>;
  name: string;
  settings: Json<Season>;
  problem_version_id: number;
  state: "active" | "ended";
  created_at: Time;
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

export interface RoundTable {
  id: Generated<number>;
  season_id: number;
  number: number;
  title: string;
  terms: Json<RoundTerms>;
  state: RoundState["state"];
  now: Json<RoundState>;
  baseline_id: number;
  host: string;
  opened_at: Time;
  changed_at: Time;
  deadline_at: ColumnType<Date | null, Date | null, Date | null>;
}

export interface PitchTable {
  id: Generated<number>;
  season_id: number;
  round_id: number | null;
  letter: string;
  content: Json<PitchInput>;
  source_sha256: string | null;
  state: "open" | "frozen" | "withdrawn";
  endorses: number | null;
  created_at: Time;
}

export interface BallotTable {
  id: Generated<number>;
  round_id: number;
  shark: string;
  content: Json<Ballot>;
  changes: number;
  cast_at: Time;
}

export interface BallotChangeTable {
  id: Generated<number>;
  round_id: number;
  shark: string;
  /** Null: withdrawn. */
  content: JSONColumnType<Ballot | object>;
  cast_at: Time;
}

export type RunPurpose = "opening" | "verdict" | "confirm-baseline" | "confirm-runner-up" | "proof" | "measure";
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
  state: RunState;
  /** The fence: a report of an older attempt changes nothing. */
  attempt: number;
  /** Attempts that ended by the runner's own failure. */
  faults: number;
  created_at: Time;
  changed_at: Time;
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
  decided_at: Time;
}

/** The baseline's own times, read by a round's opening. */
export interface ReadingTable {
  run_id: number;
  baseline_id: number;
  machine: string;
  cases: Json<readonly { readonly label: string; readonly us: number }[]>;
  read_at: Time;
}

export interface ApproachTable {
  id: Generated<number>;
  season_id: number;
  key: string;
  status: "viable" | "eliminated" | "proven";
  evidence: "measured" | "argued" | "imported";
  why: Json<readonly string[]>;
  round_id: number | null;
  changed_at: Time;
}

export interface LessonTable {
  id: Generated<number>;
  season_id: number;
  round_id: number | null;
  approach: string;
  status: "viable" | "eliminated" | "proven";
  text: string;
  created_at: Time;
}

export interface CredibilityEntryTable {
  id: Generated<number>;
  season_id: number;
  round_id: number;
  /** Null: the panel's entry, the mean of the sharks'. */
  shark: string | null;
  /** 1, and higher for the compensating entries of a rerun. */
  entry: number;
  points: number;
  statements: number;
  created_at: Time;
}

export interface DecisionTable {
  id: Generated<number>;
  round_id: number;
  host: string;
  decision: string;
  reason: string;
  decided_at: Time;
}

/** Who asked for a private measurement, and for what, in words. */
export interface MeasurementTable {
  run_id: number;
  asked_by: string;
  what: string;
}

export interface OutboxTable {
  id: Generated<number>;
  /** The same fact is announced once, whatever writes it. */
  key: string;
  season_id: number;
  round_id: number | null;
  kind: "round-opened" | "voting-opened" | "tally" | "verdict" | "decided" | "needs-host" | "cancelled" | "measured";
  body: Json<object>;
  notify: boolean;
  created_at: Time;
}

export interface DeliveryTable {
  outbox_id: number;
  channel: string;
  external_id: string | null;
  delivered_at: Time;
}

export interface InboxTable {
  event_id: string;
  seen_at: Time;
}

export interface Tables {
  season: SeasonTable;
  problem_version: ProblemVersionTable;
  source: SourceTable;
  baseline: BaselineTable;
  round: RoundTable;
  pitch: PitchTable;
  ballot: BallotTable;
  ballot_change: BallotChangeTable;
  run: RunTable;
  report: ReportTable;
  verdict: VerdictTable;
  reading: ReadingTable;
  approach: ApproachTable;
  lesson: LessonTable;
  credibility_entry: CredibilityEntryTable;
  decision: DecisionTable;
  measurement: MeasurementTable;
  outbox: OutboxTable;
  delivery: DeliveryTable;
  inbox: InboxTable;
}
