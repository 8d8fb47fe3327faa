import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Evidence } from "../season.ts";
import type { Json, Time } from "./column-types.ts";

/** What a season knows. Columns are explained in the migrations. */

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
