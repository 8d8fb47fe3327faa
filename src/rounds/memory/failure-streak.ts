import type { ScoreboardLine } from "./scoreboard.ts";

/** After so many rounds in a row that failed, something else is worth a try. */
export const longStreak = 3;

/** How many of the last rounds failed in a row; a round whose funded runs are void neither adds nor ends. */
export function failureStreak(lines: readonly ScoreboardLine[]): number {
  const rounds = [...new Set(lines.map(({ round }) => round))].map((round) => {
    const own = lines.filter((line) => line.round === round && line.success !== null);
    return own.length === 0 ? null : own.some(({ success }) => success === true);
  });
  const counted = rounds.filter((won) => won !== null);
  const lastWin = counted.lastIndexOf(true);
  return counted.length - 1 - lastWin;
}
