import type { SpeedupInterval } from "../../rounds/judging/verdict/verdict.ts";

/** How numbers look to people: one place, so that the same number looks the same everywhere. */

export function microseconds(us: number | null): string {
  if (us === null) return "–";
  // The bounds are where rounding would add a digit: 9.996 is 10.0, not 10.00.
  if (us >= 999.5) return `${(us / 1000).toFixed(2)} ms`;
  return `${us.toFixed(us < 9.995 ? 2 : us < 99.95 ? 1 : 0)} µs`;
}

/** `×1.457`, with as many decimals as the interval gives meaning to. */
export function speedupText(speedup: number | null, ci: SpeedupInterval | null): string {
  return speedup === null ? "–" : `×${speedup.toFixed(decimals(ci))}`;
}

/** `[1.455, 1.459]`. */
export function intervalText(ci: SpeedupInterval | null): string {
  if (ci === null) return "–";
  const digits = decimals(ci);
  return `[${ci[0].toFixed(digits)}, ${ci[1].toFixed(digits)}]`;
}

/** `19.8x`: measured time over the target. */
export function gapText(us: number, targetUs: number): string {
  const gap = us / targetUs;
  return `${gap.toFixed(gap < 100 ? 1 : 0)}x`;
}

/** `20-104x`: how far the nearest and the farthest case are off their targets. */
export function gapRangeText(gaps: readonly number[]): string {
  const whole = (gap: number) => gap.toFixed(gap < 9.95 ? 1 : 0);
  const [low, high] = [whole(Math.min(...gaps)), whole(Math.max(...gaps))];
  return low === high ? `${low}x` : `${low}-${high}x`;
}

/** `once`, `twice`, `3 times`. */
export function timesText(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}

/** Points as the founding scoreboard shows them: `-50%`. */
export function credibilityText(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return `${rounded === 0 ? 0 : rounded}%`;
}

/** `A`, `A and B`, `A, B and C`. */
export function listText(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function decimals(ci: SpeedupInterval | null): number {
  if (ci === null) return 2;
  const width = ci[1] - ci[0];
  return width > 0 ? Math.min(4, Math.max(2, Math.ceil(-Math.log10(width)))) : 3;
}
