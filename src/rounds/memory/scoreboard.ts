import type { Verdict } from "../judging/verdict/verdict.ts";
import type { Prediction } from "../pitch.ts";
import type { Season } from "../season.ts";
import { isBankrupt, panelCredibility } from "./credibility.ts";
import { type CreditApart, creditApart, type SharkPoints } from "./credit-apart.ts";

type ToldVerdict = Pick<Verdict, "verdict" | "success" | "speedup">;

interface FundedRun {
  readonly title: string;
  readonly prediction: Prediction | null;
  readonly verdict: ToldVerdict;
  /** Faster once, but not when it was measured again. */
  readonly unconfirmed?: boolean;
}

/** A decided round as the past: what the panel believed, and what was measured. */
export interface PlayedRound {
  readonly number: number;
  readonly title: string;
  readonly funded: readonly FundedRun[];
  /** The panel's points for this round; null where nothing scored. */
  readonly panelPoints: number | null;
  /** Each shark's points for it; left out: nobody's. */
  readonly entries?: readonly SharkPoints[];
}

export interface ScoreboardLine {
  readonly round: number;
  readonly title: string;
  readonly winner: string;
  readonly prediction: string;
  readonly reality: string;
  /** Null: void, it counts for nobody. */
  readonly success: boolean | null;
  readonly credibility: number;
  /** Played before this tool kept the books. */
  readonly imported: boolean;
}

export interface Scoreboard {
  readonly lines: readonly ScoreboardLine[];
  readonly wins: number;
  readonly counted: number;
  readonly credibility: number;
  readonly bankrupt: boolean;
  /** Agents apart from people, where both were scored here and neither stands alone. */
  readonly apart: CreditApart | null;
}

/** The scoreboard of shame, from imported history and stored verdicts only: a line for each run that was funded. */
export function scoreboard(season: Season, rounds: readonly PlayedRound[]): Scoreboard {
  const imported = season.history.map((past, index): ScoreboardLine => {
    const { title, winner, prediction, reality, success, credibility } = past;
    return { round: index + 1, title, winner, prediction, reality, success, credibility, imported: true };
  });
  const start = imported.at(-1)?.credibility ?? season.credibility;
  const points = rounds.map((round) => round.panelPoints ?? 0);
  const played = rounds.flatMap((round, index) => {
    const credibility = panelCredibility(start, points.slice(0, index + 1));
    return round.funded.map(
      ({ title, prediction, verdict, unconfirmed }): ScoreboardLine => ({
        round: round.number,
        title: round.title,
        winner: title,
        prediction: predictionText(prediction),
        reality: `${realityText(verdict)}${unconfirmed ? ", NOT CONFIRMED" : ""}`,
        success: verdict.success,
        credibility,
        imported: false,
      }),
    );
  });
  const lines = [...imported, ...played];
  const counted = lines.filter((line) => line.success !== null);
  const credibility = panelCredibility(start, points);
  const apart = creditApart(
    rounds.flatMap(({ entries = [] }) => entries),
    season.rules.names,
  );
  const wins = counted.filter((line) => line.success).length;
  return { lines, wins, counted: counted.length, credibility, bankrupt: isBankrupt(credibility), apart };
}

/** How the last round that counts ended; null before any. One success among its runs makes it a success. */
export function lastRoundSucceeded({ lines }: Pick<Scoreboard, "lines">): boolean | null {
  const counted = lines.filter(({ success }) => success !== null);
  const last = counted.at(-1)?.round;
  return last === undefined ? null : counted.some(({ round, success }) => round === last && success === true);
}

/** `1.5x faster`, `2-3x faster`, `0.9-1.1x` for one that does not rule out a loss. */
export function predictionText(prediction: Prediction | null): string {
  if (prediction === null) return "no number";
  const { low, high } = prediction;
  const range = low === high ? `${low}x` : `${low}-${high}x`;
  return low >= 1 && high > 1 ? `${range} faster` : range;
}

/** Reality in the scoreboard's few words: `1.46x faster`, `30% SLOWER`, `DOESN'T COMPILE`. */
export function realityText({ verdict, speedup }: Pick<Verdict, "verdict" | "speedup">): string {
  if (verdict === "compile error") return "DOESN'T COMPILE";
  if (verdict === "correct") return "correct again";
  if (speedup === null) return verdict.toUpperCase();
  if (verdict === "slower") return `${percent(1 / speedup - 1)} SLOWER`;
  if (verdict === "faster") return `${times(speedup)} faster`;
  if (verdict === "faster, below the bar") return `${times(speedup)}, BELOW THE BAR`;
  if (verdict === "mixed") return `MIXED (${times(speedup)})`;
  return verdict.toUpperCase();
}

function times(speedup: number): string {
  return `${speedup.toFixed(speedup < 1.1 ? 3 : 2)}x`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
}
