import type { CaseInputs } from "./case-inputs.ts";
import type { Tolerance } from "./compare.ts";
import type { Tell } from "./host.ts";
import type { Random } from "./random.ts";
import { fewestPairs, type Kernels, TimedCase } from "./time-case.ts";

/** Pairs of kernels started anew in a run. A module's place in memory moves its speed, so each block draws a new one. */
export const blockCount = 12;
/** Until the caches and the branch predictor know the kernels. */
const warmUpMs = 8;
/** Long enough for the host's own code to be optimised, which the pairs' wall time holds too. */
const pilotMs = 40;

/** What a run of timing needs besides the kernels. */
export interface Timing {
  readonly cases: readonly CaseInputs[];
  readonly budgetMsPerCase: number;
  readonly tolerance: Tolerance;
  /** For every order that is drawn. */
  readonly random: Random;
  readonly tell: Tell;
}

/**
 * Blocks on the outside, cases on the inside: what drifts over a run reaches every
 * case alike. Returns the last kernels, or null once an output was wrong.
 */
export function timeCases(timing: Timing, start: (name: string) => Kernels): Kernels | null {
  const pairsPerBlock = pilot(timing, start("pilot"));
  if (!pairsPerBlock) return null;
  let kernels: Kernels | null = null;
  for (let block = 1; block <= blockCount; block++) {
    kernels = start(`block ${block}`);
    for (const inputs of timing.random.shuffled(timing.cases)) {
      const { label } = inputs;
      const timed = openCase(timing, kernels, inputs);
      const pairs = pairsPerBlock.get(label) ?? fewestPairs;
      const measured = warmUp(timed, warmUpMs) && timed.block(pairs);
      if (!measured) return null;
      timing.tell({ type: "block", label, ...measured });
      if (block === blockCount) timing.tell({ type: "timed", label });
    }
  }
  return kernels;
}

/** How many pairs fit a block, for each case: fixed before the first sample, so never by what the samples say. */
function pilot(timing: Timing, kernels: Kernels): ReadonlyMap<string, number> | null {
  const pairsPerBlock = new Map<string, number>();
  for (const inputs of timing.cases) {
    const wallMs = warmUp(openCase(timing, kernels, inputs), pilotMs);
    if (!wallMs) return null;
    const usual = wallMs.toSorted((a, b) => a - b)[Math.floor(wallMs.length / 4)] ?? pilotMs;
    const pairs = Math.floor(timing.budgetMsPerCase / blockCount / usual);
    pairsPerBlock.set(inputs.label, Math.max(fewestPairs, pairs));
  }
  return pairsPerBlock;
}

function openCase({ tell, tolerance, random }: Timing, kernels: Kernels, inputs: CaseInputs): TimedCase {
  tell({ type: "begin", label: inputs.label });
  return new TimedCase(kernels, inputs, tolerance, random, tell);
}

/** Pairs that no report holds, for at least `ms`; the wall time of each, or null if one was wrong. */
function warmUp(timed: TimedCase, ms: number): number[] | null {
  const wallMs: number[] = [];
  for (let spentMs = 0; spentMs < ms || wallMs.length < 2; ) {
    const startedAt = performance.now();
    if (!timed.pair(wallMs.length % 2 === 0, false)) return null;
    const pairMs = performance.now() - startedAt;
    wallMs.push(pairMs);
    spentMs += pairMs;
  }
  return wallMs;
}
