import { roundDigits } from "../judging/statistics/round-digits.ts";

/** A stated probability (0 to 1) of a pitch. `success` is the verdict's; null: it is void, or the pitch did not run. */
export type Statement = { readonly probability: number; readonly success: boolean | null };

/**
 * `S = 50 · (0.25 − (p − o)²) / 0.75`: strictly proper, so no probability but one's own pays better.
 * Full confidence in a failure costs 50, in a success earns 16.6667; 50% moves nothing.
 */
export function statementScore(probability: number, success: boolean): number {
  const miss = probability - (success ? 1 : 0);
  return (50 * (0.25 - miss * miss)) / 0.75;
}

/** A shark's entry for a round: the mean over what was stated and ran, so a round counts once; null: nothing to score. */
export function sharkEntry(statements: readonly Statement[]): number | null {
  const scores = scoresOf(statements);
  return scores.length === 0 ? null : roundDigits(mean(scores));
}

/** After a rerun: what to add, so that the round's entries sum to the new one and the old stay on record. */
export function compensatingEntry(entry: number | null, rerunEntry: number | null): number {
  return roundDigits((rerunEntry ?? 0) - (entry ?? 0));
}

/** The panel's entry for a round: the mean over its sharks' entries; null where none of them has one. */
export function panelEntry(entries: readonly number[]): number | null {
  return entries.length === 0 ? null : roundDigits(mean(entries));
}

/** Where the panel stands: its imported start, moved by each round's entry. */
export function panelCredibility(start: number, entries: readonly number[]): number {
  return entries.reduce((total, entry) => roundDigits(total + entry), start);
}

/** Bankrupt sharks still vote: redemption is possible, and nothing is clamped. */
export function isBankrupt(credibility: number): boolean {
  return credibility <= -100;
}

/** One line of "said 80%, happened …%"; shares are 0 to 1. */
export type CalibrationBin = {
  /** Statements are gathered to the nearest 10%. */
  readonly percent: number;
  readonly count: number;
  readonly happened: number;
  /** Drawn towards the base rate as if by five more outcomes: one lucky call is no 100%. */
  readonly shrunk: number;
};

/** How much the base rate weighs against what was seen, in outcomes. */
const priorOutcomes = 5;

/** What a shark's own page shows. */
export type CredibilityRecord = {
  readonly count: number;
  readonly meanScore: number | null;
  /** Drawn towards 0, what saying nothing scores, while `count` is small. */
  readonly shrunkScore: number | null;
  /** What always saying the season's base rate would have scored on the same pitches. */
  readonly baseRateScore: number | null;
  readonly bins: readonly CalibrationBin[];
};

/** `baseRate`: the share of the season's runs so far that succeeded. */
export function credibilityRecord(statements: readonly Statement[], baseRate: number): CredibilityRecord {
  const scores = scoresOf(statements);
  const count = scores.length;
  if (count === 0) return { count, meanScore: null, shrunkScore: null, baseRateScore: null, bins: [] };
  const guesses = scoresOf(statements.map(({ success }) => ({ probability: baseRate, success })));
  return {
    count,
    meanScore: roundDigits(mean(scores)),
    shrunkScore: roundDigits((mean(scores) * count) / (count + priorOutcomes)),
    baseRateScore: roundDigits(mean(guesses)),
    bins: calibrationBins(statements, baseRate),
  };
}

function calibrationBins(statements: readonly Statement[], baseRate: number): readonly CalibrationBin[] {
  const percents = Array.from({ length: 11 }, (_, index) => index * 10);
  return percents.flatMap((percent) => {
    const outcomes = statements.flatMap(({ probability, success }) =>
      success !== null && Math.round(probability * 10) * 10 === percent ? [success ? 1 : 0] : [],
    );
    const count = outcomes.length;
    if (count === 0) return [];
    const happened = mean(outcomes);
    const shrunk = (happened * count + baseRate * priorOutcomes) / (count + priorOutcomes);
    return [{ percent, count, happened: roundDigits(happened), shrunk: roundDigits(shrunk) }];
  });
}

function scoresOf(statements: readonly Statement[]): readonly number[] {
  return statements.flatMap(({ probability, success }) =>
    success === null ? [] : [statementScore(probability, success)],
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
