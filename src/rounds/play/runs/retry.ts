/** Seconds before the next attempt: 2, 4, 8 … at most 60, spread by up to half so that many don't come back at once. */
export function retryDelayS(faults: number, seed: string): number {
  const spread = Number.parseInt(seed.slice(0, 4), 16) / 0xffff;
  return Math.round(Math.min(60, 2 ** faults) * (0.75 + spread / 2));
}
