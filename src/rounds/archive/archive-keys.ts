import { isAgent } from "../play/rights/owner-of.ts";
import type { SeasonRows } from "../store/season-rows.ts";

/** What database ids are called in an archive, so that another database can give them ids of its own. */
export interface ArchiveKeys {
  readonly problem: (id: number) => string;
  readonly baseline: (id: number) => number;
  readonly round: (id: number) => number;
  readonly pitch: (id: number) => string;
  readonly run: (id: number) => number;
  readonly lesson: (id: number) => number;
  readonly shark: (name: string) => string;
}

/** `named`: sharks keep their names; else they are numbered in the order in which their ballots stand, agents as `shark 2/agent`. */
export function archiveKeys(rows: SeasonRows, named: boolean): ArchiveKeys {
  const rounds = new Map(rows.rounds.map(({ id, number }) => [id, number]));
  const sharks = numbered([...new Set(sharksOf(rows, rounds))]);
  const isMarked = agentMark([...sharks.keys()]);
  const counted = (list: readonly { readonly id: number }[]) => known(numbered(list.map(({ id }) => id)));
  return {
    problem: known(new Map(rows.problems.map(({ id, sha256 }) => [id, sha256]))),
    baseline: counted(rows.baselines),
    round: known(rounds),
    pitch: known(pitchRefs(rows.pitches, rounds)),
    run: counted(rows.runs),
    lesson: counted(rows.lessons),
    shark: named ? (name) => name : (name) => `shark ${known(sharks)(name)}${isMarked(name) ? "/agent" : ""}`,
  };
}

/** Which of them are agents; where a person or an agent stands alone among the others, that would be its name. */
function agentMark(sharks: readonly string[]): (name: string) => boolean {
  const agents = sharks.filter(isAgent).length;
  return agents > 1 && sharks.length - agents > 1 ? isAgent : () => false;
}

function sharksOf(rows: SeasonRows, rounds: ReadonlyMap<number, number>): readonly string[] {
  const cast = rows.ballots.toSorted((a, b) => (rounds.get(a.round_id) ?? 0) - (rounds.get(b.round_id) ?? 0));
  const scored = rows.credibility.flatMap(({ shark }) => (shark === null ? [] : [shark]));
  return [...cast, ...rows.ballotChanges].map(({ shark }) => shark).concat(scored);
}

function pitchRefs(pitches: SeasonRows["pitches"], rounds: ReadonlyMap<number, number>): ReadonlyMap<number, string> {
  const seen = new Map<string, number>();
  return new Map(
    pitches.map(({ id, round_id, letter }) => {
      const ref = `${round_id === null ? "bench" : rounds.get(round_id)}:${letter}`;
      const times = (seen.get(ref) ?? 0) + 1;
      seen.set(ref, times);
      return [id, times === 1 ? ref : `${ref}~${times}`];
    }),
  );
}

function numbered<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
  return new Map(keys.map((key, index) => [key, index + 1]));
}

/** A key that isn't there would be a row that points out of its season. */
function known<Key, Value>(map: ReadonlyMap<Key, Value>): (key: Key) => Value {
  return (key) => {
    const value = map.get(key);
    if (value === undefined) throw new Error(`${String(key)} does not belong to this season`);
    return value;
  };
}
