import type { ApproachView } from "../../rounds/memory/approach-views.ts";
import type { PitchView } from "../../rounds/memory/pitch-view.ts";
import { type CodeWays, uploadHints } from "./code-fields.ts";
import { settingsOf } from "./knob-texts.ts";
import type { PitchPlace } from "./pitch-fields.ts";

/** What the form of a pitch has to know. */
export interface PitchFormFacts extends PitchPlace, CodeWays {}

export interface PitchEditFacts extends CodeWays {
  readonly view: PitchView;
  readonly approaches: readonly ApproachView[];
  /** The one approach that its round takes; null: any. */
  readonly only: string | null;
}

/** Where a pitch stands that is changed. */
export function placeOf({ view, approaches, only }: PitchEditFacts): PitchPlace {
  const { season, round: number, kind } = view;
  return { season, approaches, round: number === null ? null : { number, kind: kind ?? "optimise", only } };
}

/** How a pitch's code can be changed, and what stands of it. */
export interface StandingCode extends CodeWays {
  readonly stands: Readonly<Record<string, string>>;
  readonly hint: string;
}

/**
 * Knobs turn the baseline, so where a pitch's code came as files, turning one would put the baseline in their place:
 * there, code is handed in anew. Null: a finding has no code.
 */
export function standingCode({ view, knobs: all, takesGit }: PitchEditFacts): StandingCode | null {
  const { origin, knobs } = view.pitch.content;
  if (view.kind === "research") return null;
  if (origin !== undefined) {
    const made = [origin, ...(knobs === undefined ? [] : [knobs])].join(", ");
    const hint = `It takes the place of what stands: ${made}. "Hand in code" takes knobs with it.`;
    return { knobs: [], takesGit, stands: {}, hint };
  }
  return { knobs: all, takesGit, stands: knobs === undefined ? {} : settingsOf(knobs), hint: uploadHints.edit };
}
