import type { Ballot } from "./ballot.ts";
import { isAgent } from "./play/rights/owner-of.ts";
import type { PitchId } from "./round/round-state.ts";

/** What some ballots come to. */
export interface Count {
  readonly ballots: number;
  /** How many sharks fund each pitch, in the pitches' order; every pitch stands in it. */
  readonly support: readonly { readonly pitch: PitchId; readonly funds: number; readonly meanPercent: number | null }[];
  readonly none: number;
  /** The pitch with most funds; all of them where several tie; nobody where "none" has more. */
  readonly funded: readonly PitchId[];
}

export interface Tally extends Count {
  /** Null where people alone or agents alone voted. */
  readonly apart: Apart | null;
}

/** How people and agents voted, who count alike. */
export interface Apart {
  readonly people: number;
  readonly agents: number;
  /** Null where one of them stands alone among the others: what a group of one said is no secret any more. */
  readonly counts: { readonly people: Count; readonly agents: Count } | null;
}

/**
 * Counts the ballots of one round; `null` where fewer sharks voted than the rules ask for.
 * @param isNamed sharks are named in public, so that a single one may be told too
 */
export function tally(
  pitches: readonly PitchId[],
  ballots: readonly Ballot[],
  minimumSharks: number,
  isNamed = false,
): Tally | null {
  if (ballots.length < minimumSharks) return null;
  return { ...count(pitches, ballots), apart: apart(pitches, ballots, isNamed) };
}

function count(pitches: readonly PitchId[], ballots: readonly Ballot[]): Count {
  const support = pitches.map((pitch) => ({
    pitch,
    funds: ballots.filter((ballot) => ballot.fund === pitch).length,
    meanPercent: meanPercent(pitch, ballots),
  }));
  const none = ballots.filter((ballot) => ballot.fund === null).length;
  return { ballots: ballots.length, support, none, funded: fundedOf(support, none) };
}

function apart(pitches: readonly PitchId[], ballots: readonly Ballot[], isNamed: boolean): Apart | null {
  const agents = ballots.filter(({ shark }) => isAgent(shark));
  const people = ballots.filter(({ shark }) => !isAgent(shark));
  if (agents.length === 0 || people.length === 0) return null;
  const isTold = isNamed || (agents.length > 1 && people.length > 1);
  const counts = isTold ? { people: count(pitches, people), agents: count(pitches, agents) } : null;
  return { people: people.length, agents: agents.length, counts };
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
