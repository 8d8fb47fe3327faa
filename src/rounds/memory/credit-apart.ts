import { isAgent } from "../play/rights/owner-of.ts";
import { panelCredibility, panelEntry } from "./credibility.ts";

/** What one shark earned in one round, a rerun's compensation included. */
export interface SharkPoints {
  readonly roundId: number;
  readonly shark: string;
  readonly points: number;
}

/** What people and agents earned in the rounds that were scored here. */
export interface CreditApart {
  readonly people: GroupCredit;
  readonly agents: GroupCredit;
}

export interface GroupCredit {
  readonly sharks: number;
  /** The sum of each round's mean entry, as the panel's. */
  readonly points: number;
}

/**
 * Agents apart from people, where both were scored. Null too where one of them stands alone and sharks are not named in
 * public: its own numbers are nobody else's.
 */
export function creditApart(entries: readonly SharkPoints[], isNamed: boolean): CreditApart | null {
  const agents = groupCredit(entries.filter(({ shark }) => isAgent(shark)));
  const people = groupCredit(entries.filter(({ shark }) => !isAgent(shark)));
  const least = isNamed ? 1 : 2;
  return Math.min(agents.sharks, people.sharks) < least ? null : { people, agents };
}

function groupCredit(entries: readonly SharkPoints[]): GroupCredit {
  const rounds = [...Map.groupBy(entries, ({ roundId }) => roundId).values()];
  const means = rounds.map((own) => panelEntry(own.map(({ points }) => points)) ?? 0);
  return { sharks: new Set(entries.map(({ shark }) => shark)).size, points: panelCredibility(0, means) };
}
