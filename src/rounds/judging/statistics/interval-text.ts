import type { SpeedupInterval } from "../verdict/verdict.ts";
import { roundDigits } from "./round-digits.ts";
import type { Estimate } from "./statistics.ts";

/** The speedups between which the truth lies; null where there are too few samples for any interval. */
export function speedupInterval({ logSpeedup }: Estimate, halfWidth: number): SpeedupInterval | null {
  const low = Math.exp(logSpeedup - halfWidth);
  const high = Math.exp(logSpeedup + halfWidth);
  return low > 0 && Number.isFinite(high) ? [roundDigits(low), roundDigits(high)] : null;
}

/** `×1.457 [1.455, 1.459]`, with as many decimals as the 95% interval gives meaning to. */
export function speedupText(estimate: Estimate): string {
  const interval = speedupInterval(estimate, estimate.halfWidth95);
  const speedup = Math.exp(estimate.logSpeedup);
  if (interval === null) return `×${speedup.toPrecision(3)}`;
  const [low, high] = interval;
  const width = high - low;
  const decimals = width > 0 ? Math.min(6, Math.max(3, Math.ceil(-Math.log10(width)))) : 3;
  return `×${speedup.toFixed(decimals)} [${low.toFixed(decimals)}, ${high.toFixed(decimals)}]`;
}

/** `0.2%`, `5%`. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
