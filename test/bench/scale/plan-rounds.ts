/** How much has been played. Of each round there are 100 runs, 30 pitches, 30 ballots and 10 questions. */
export interface HistorySize {
  readonly seasons: number;
  readonly rounds: number;
}

export const runsOfRound = 100;
export const pitchesOfRound = 30;

/** A round of the history, as the statements of this folder read it. */
export interface PlannedRound {
  readonly round_id: number;
  /** From 1 on, in the order in which the seasons were started; 1 is the long one. */
  readonly season: number;
  readonly number: number;
  readonly state: "decided" | "cancelled" | "voting";
  /** What it was played against; a season's first baseline has its season's number. */
  readonly baseline_id: number;
  /** What it made of its pitch A. */
  readonly next_baseline_id: number | null;
  readonly at: string;
}

const firstAt = Date.UTC(2026, 0, 5, 9);
const hoursApart = 3;

/**
 * The first season holds a tenth of all rounds, the others share the rest: what grows with a season shows in the first,
 * what grows with the history in the others. Rounds of different seasons are played in turn, so that the rows of one
 * season lie far apart.
 */
export function planRounds({ seasons, rounds }: HistorySize): readonly PlannedRound[] {
  const long = Math.max(1, Math.round(rounds / 10));
  const rest = rounds - long;
  const lengths = Array.from({ length: seasons }, (_, index) => {
    if (index === 0) return seasons === 1 ? rounds : long;
    const others = seasons - 1;
    return Math.floor((rest * index) / others) - Math.floor((rest * (index - 1)) / others);
  });
  const inTurn = lengths
    .flatMap((length, index) =>
      Array.from({ length }, (_, at) => ({ season: index + 1, number: at + 1, length, share: (at + 0.5) / length })),
    )
    .toSorted((a, b) => a.share - b.share || a.season - b.season);
  const baselines = new Map<number, number>();
  let promoted = 0;
  return inTurn.map(({ season, number, length }, index) => {
    const state = number === length ? "voting" : number % 20 === 0 ? "cancelled" : "decided";
    const baseline_id = baselines.get(season) ?? season;
    const next_baseline_id = state === "decided" && number % 4 === 1 ? seasons + ++promoted : null;
    if (next_baseline_id !== null) baselines.set(season, next_baseline_id);
    const at = new Date(firstAt + index * hoursApart * 3_600_000).toISOString();
    return { round_id: index + 1, season, number, state, baseline_id, next_baseline_id, at };
  });
}
