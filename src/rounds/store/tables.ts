import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Ballot } from "../ballot.ts";
import type { CandidateFiles } from "../candidate.ts";
import type { ProofOutcome } from "../judging/judge-proof.ts";
import type { Verdict } from "../judging/verdict.ts";
import type { VerdictName } from "../judging/verdict-name.ts";
import type { PitchInput } from "../pitch.ts";
import type { RoundState, RoundTerms } from "../round/round-state.ts";
import type { Evidence, Season } from "../season.ts";

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
  subtitle: string | null;
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
  /** The pitches that this one combines. */
  parents: ColumnType<readonly number[], string | undefined, string>;
  /** What a sweep tries, one run each; null where the candidate is one kernel. */
  sweep: JSONColumnType<readonly SweepPart[]> | null;
  created_at: Time;
}

/** One combination of a sweep. */
export interface SweepPart {
  readonly knobs: string;
  readonly sha256: string;
}

export interface QuestionTable {
  id: Generated<number>;
  season_id: number;
  pitch_id: number;
  /** Counted through the season: Q1, Q2 … */
  number: number;
  asker: string;
  text: string;
  asked_at: Time;
  answerer: string | null;
  answer: string | null;
  answered_at: ColumnType<Date | null, Date | null, Date | null>;
}

export interface ProofTable {
  id: Generated<number>;
  pitch_id: number;
  /** Null until there is code to run. */
  run_id: number | null;
  demanded_by: string;
  /** The case to time, where the rules allow one. */
  case_label: string | null;
  demanded_at: Time;
  /** Null until it was judged. */
  outcome: JSONColumnType<ProofOutcome> | null;
  judged_at: ColumnType<Date | null, Date | null, Date | null>;
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
  content: ColumnType<Ballot | null, string | null, string | null>;
  cast_at: Time;
}

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
  /** Where a measured status holds; null for what was not measured here. */
  scope: JSONColumnType<Scope> | null;
  /** The imported round that taught it, in words. */
  taught_by: string | null;
  changed_at: Time;
}

/** A measurement speaks of one problem version, one baseline and one kind of machine. */
export interface Scope {
  readonly problemVersionId: number;
  readonly baselineSha256: string;
  readonly machine: string;
}

/** A rule found on the way: a locked knob, or a limit of the hardware. */
export interface ConstraintTable {
  id: Generated<number>;
  season_id: number;
  /** The knob that it locks, if it is about one. */
  knob: string | null;
  /** How the kernel's comment says it: CANNOT CHANGE. */
  says: string | null;
  why: string;
  evidence: Evidence;
  round_id: number | null;
  taught_by: string | null;
  /** The host who wrote it; null: the season's file. */
  author: string | null;
  created_at: Time;
  lifted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
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

/** A result from elsewhere, shown as not ours; it scores nothing. */
export interface ExternalResultTable {
  id: Generated<number>;
  pitch_id: number;
  text: string;
  link: string;
  by: string;
  attached_at: Time;
}

export interface LessonTable {
  id: Generated<number>;
  season_id: number;
  round_id: number | null;
  /** Null: a lesson about no one approach. */
  approach: string | null;
  status: "viable" | "eliminated" | "proven" | null;
  text: string;
  evidence: ColumnType<Evidence, Evidence | undefined, Evidence>;
  /** The host who wrote it; null: a verdict taught it. */
  author: string | null;
  /** The lesson whose words this one mends. */
  replaces: number | null;
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
  season_id: number;
  /** Null: decided outside any round. */
  round_id: number | null;
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

/** What kinds of announcement there are; the facts are read when the card is drawn. */
export type AnnouncementKind =
  | "round-opened"
  | "voting-opened"
  | "tally"
  | "verdict"
  | "decided"
  | "needs-host"
  | "cancelled"
  /** Asked and answered, in the pitch's thread. */
  | "question"
  | "proof"
  /** A verdict that a rerun or a ruling changed after its round, and what moved with it. */
  | "corrected"
  /** A private measurement, told to its asker alone. */
  | "measured";

export interface OutboxTable {
  id: Generated<number>;
  /** The same fact is announced once, whatever writes it. */
  key: string;
  season_id: number;
  round_id: number | null;
  kind: AnnouncementKind;
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
  question: QuestionTable;
  proof: ProofTable;
  ballot: BallotTable;
  ballot_change: BallotChangeTable;
  run: RunTable;
  report: ReportTable;
  verdict: VerdictTable;
  ruling: RulingTable;
  reading: ReadingTable;
  approach: ApproachTable;
  season_constraint: ConstraintTable;
  lesson: LessonTable;
  credibility_entry: CredibilityEntryTable;
  decision: DecisionTable;
  ban: BanTable;
  external_result: ExternalResultTable;
  measurement: MeasurementTable;
  outbox: OutboxTable;
  delivery: DeliveryTable;
  inbox: InboxTable;
}
