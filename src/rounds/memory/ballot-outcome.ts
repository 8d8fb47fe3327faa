import type { Verdict } from "../judging/verdict/verdict.ts";
import type { RoundState } from "../round/round-state.ts";
import type { StoredVerdict } from "../store/verdicts.ts";

interface CountedVerdict extends Pick<StoredVerdict, "ruling"> {
  readonly verdict: Pick<Verdict, "verdict" | "success">;
}

/**
 * Whether ballots on a run were right, null where void: a tainted one always is. What its host promotes all the same is
 * a success after all.
 */
export function ballotOutcome(
  { verdict: { verdict, success }, ruling }: CountedVerdict,
  isPromoted: boolean,
): boolean | null {
  if (ruling?.tainted) return null;
  return (verdict === "mixed" || verdict === "suspect") && isPromoted ? true : success;
}

/** Success by pitch, from the verdicts that count; null where void, absent where nothing ran. */
export function ballotOutcomes(
  now: RoundState,
  recorded: readonly (CountedVerdict & Pick<StoredVerdict, "pitchId">)[],
): ReadonlyMap<number, boolean | null> {
  const promoted = now.state === "decided" ? now.promoted : null;
  return new Map(
    recorded.flatMap((stored) =>
      stored.pitchId === null ? [] : [[stored.pitchId, ballotOutcome(stored, stored.pitchId === promoted)]],
    ),
  );
}
