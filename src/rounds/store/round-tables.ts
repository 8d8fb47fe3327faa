import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Ballot } from "../ballot.ts";
import type { ProofOutcome } from "../judging/judge-proof.ts";
import type { PitchInput } from "../pitch.ts";
import type { RoundState, RoundTerms } from "../round/round-state.ts";
import type { Json, Time } from "./column-types.ts";

/** Rounds, with what people say in them. Columns are explained in the migrations. */

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

/** A result from elsewhere, shown as not ours; it scores nothing. */
export interface ExternalResultTable {
  id: Generated<number>;
  pitch_id: number;
  text: string;
  link: string;
  by: string;
  attached_at: Time;
}
