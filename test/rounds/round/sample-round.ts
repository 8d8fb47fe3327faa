import { ballotsSucceed } from "../../../src/rounds/judging/verdict/verdict.ts";
import type { VerdictName } from "../../../src/rounds/judging/verdict/verdict-name.ts";
import {
  PitchId,
  type Round,
  RoundId,
  type RoundState,
  type RoundTerms,
  type RunResult,
} from "../../../src/rounds/round/round-state.ts";

/** Small ids as the database would give them. */
export const [a, b, c] = [PitchId.parse(1), PitchId.parse(2), PitchId.parse(3)];

export const usualTerms: RoundTerms = { kind: "optimise", vote: "on", runs: "all", bar: null, only: null };

export function roundIn(now: RoundState, terms: Partial<RoundTerms> = {}): Round {
  return { id: RoundId.parse(1), terms: { ...usualTerms, ...terms }, now };
}

export function result(pitch: PitchId, verdict: VerdictName, speedup: number | null = null): RunResult {
  return { pitch, verdict, success: ballotsSucceed[verdict], speedup };
}
