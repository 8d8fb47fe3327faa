import type { Ballot } from "./ballot.ts";
import type { PitchId } from "./round/round-state.ts";

export interface Tally {
  readonly ballots: number;
  /** How many sharks fund each pitch, in the pitches' order; every pitch stands in it. */
  readonly support: readonly { readonly pitch: PitchId; readonly funds: number; readonly meanPercent: number | null }[];
  readonly none: number;
  /** The pitch with most funds; all of them where several tie; nobody where "none" has more. */
  readonly funded: readonly PitchId[];
}

/** Counts the ballots of one round; `null` where fewer sharks voted than the rules ask for. */
export function tally(pitches: readonly PitchId[], ballots: readonly Ballot[], minimumSharks: number): Tally | null {
  if (ballots.length < minimumSharks) return null;
  const support = pitches.map((pitch) => ({
    pitch,
    funds: ballots.filter((ballot) => ballot.fund === pitch).length,
    meanPercent: meanPercent(pitch, ballots),
  }));
  const none = ballots.filter((ballot) => ballot.fund === null).length;
  return { ballots: ballots.length, support, none, funded: fundedOf(support, none) };
}

/** Who has most funds of those who have any; a tie between a pitch and "none" goes on: the GPU decides. */
export function fundedOf(
  support: readonly { readonly pitch: PitchId; readonly funds: number }[],
  none: number,
): readonly PitchId[] {
  const most = Math.max(0, ...support.map((line) => line.funds));
  if (most === 0 || most < none) return [];
  return support.flatMap(({ pitch, funds }) => (funds === most ? [pitch] : []));
}

function meanPercent(pitch: PitchId, ballots: readonly Ballot[]): number | null {
  const stated = ballots.flatMap((ballot) =>
    ballot.chances.filter((chance) => chance.pitch === pitch).map((chance) => chance.percent),
  );
  if (stated.length === 0) return null;
  return stated.reduce((sum, percent) => sum + percent, 0) / stated.length;
}
