import type { RoundKind } from "../round/round-state.ts";
import type { ApproachStatus, Evidence, RequirableField } from "../season.ts";
import type { ConcreteWords } from "./vague-text.ts";

/** What the season knows that a pitch must answer to. */
export interface PitchContext {
  readonly approaches: readonly KnownApproach[];
  /** The round that it goes into; null: the bench. */
  readonly round: {
    readonly number: number;
    readonly kind: RoundKind;
    /** The one approach that it takes, or null: any. */
    readonly only: string | null;
  } | null;
  /** Fields without which this season takes no pitch. */
  readonly requires: readonly RequirableField[];
  readonly words: ConcreteWords;
}

export interface KnownApproach {
  readonly key: string;
  readonly name: string;
  readonly status: ApproachStatus;
  readonly evidence: Evidence;
  readonly why: readonly string[];
  /** The round that taught it, where one did. */
  readonly round: string | null;
  /** Where else it was measured, in words, where that is not what the season is played on now. */
  readonly elsewhere: string | null;
}
