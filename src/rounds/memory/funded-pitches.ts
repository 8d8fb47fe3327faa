import type { PitchId } from "../round/round-state.ts";
import type { Funds } from "../store/past-ballots.ts";
import { fundedOf } from "../tally.ts";

/** Whom each round's sharks funded; a round in which nobody was funded is not in it. */
export function fundedPitches(funds: readonly Funds[]): ReadonlyMap<number, readonly PitchId[]> {
  const rounds = Map.groupBy(funds, ({ roundId }) => roundId);
  return new Map(
    [...rounds].flatMap(([roundId, own]) => {
      const support = own.flatMap(({ pitch, funds: count }) => (pitch === null ? [] : [{ pitch, funds: count }]));
      const none = own.find(({ pitch }) => pitch === null)?.funds ?? 0;
      const funded = fundedOf(support, none);
      return funded.length === 0 ? [] : [[roundId, funded] as const];
    }),
  );
}
