import type { SampleBlock, Side } from "../../../rounds/report.ts";
import { Call } from "./call.ts";
import type { CaseInputs } from "./case-inputs.ts";
import { agree, type Tolerance } from "./compare.ts";
import { blame, type Tell, verifyCall } from "./host.ts";
import type { Kernel } from "./kernel.ts";
import type { Random } from "./random.ts";

export const sides: readonly Side[] = ["baseline", "candidate"];
const inputSets = 4;

export const fewestPairs = 4;
/** On a machine that others use too, a run grows to this many times its pairs at most. */
const mostAttempts = 2;

/** Nanoseconds of both calls, and whether the system let this process run through both. */
export type Pair = Readonly<Record<Side, number>> & { readonly isCalm: boolean };

/**
 * The samples of calm pairs: a pair that the system interrupted is measured again,
 * whatever it read, so that foreign load costs time and not width.
 */
export interface TimedBlock {
  readonly samples: SampleBlock;
  readonly disturbed: number;
}

export type Kernels = Readonly<Record<Side, Kernel>>;

/** The same case in both kernels' memories, at as many places as there are input sets. */
export class TimedCase {
  readonly inputs: CaseInputs;
  readonly #sets: Readonly<Record<Side, Call>>[];
  readonly #random: Random;
  readonly #tolerance: Tolerance;
  readonly #tell: Tell;
  #next = 0;

  constructor(kernels: Kernels, inputs: CaseInputs, tolerance: Tolerance, random: Random, tell: Tell) {
    const placeIn = (side: Side) =>
      blame(side, inputs.label, () => new Call(kernels[side], inputs.layout, inputs.placement));
    this.inputs = inputs;
    this.#sets = Array.from({ length: inputSets }, () => ({
      baseline: placeIn("baseline"),
      candidate: placeIn("candidate"),
    }));
    this.#tolerance = tolerance;
    this.#random = random;
    this.#tell = tell;
  }

  /** Times `pairs` calm pairs and verifies a random one; null once an output is wrong. */
  block(pairs: number): TimedBlock | null {
    const all: Pair[] = [];
    const verified = this.#random.below(pairs);
    let candidateFirst = false;
    for (let calm = 0; calm < pairs && all.length < pairs * mostAttempts; ) {
      // Two pairs hold both orders, at random, so that no block has one order more often.
      candidateFirst = all.length % 2 === 1 ? !candidateFirst : this.#random.next() >= 2 ** 31;
      const pair = this.pair(candidateFirst, all.length === verified);
      if (!pair) return null;
      all.push(pair);
      if (pair.isCalm) calm++;
    }
    const calm = all.filter(({ isCalm }) => isCalm);
    const kept = calm.length >= fewestPairs ? calm : all;
    const list = (side: Side) => kept.map((pair) => pair[side]);
    const samples = { baseline: list("baseline"), candidate: list("candidate") };
    return { samples, disturbed: all.length - calm.length };
  }

  /** One call of each kernel on new contents; both outputs are compared after both calls. Null if one is wrong. */
  pair(candidateFirst: boolean, verify: boolean): Pair | null {
    const { label, bytes } = this.inputs;
    const calls = this.#sets[this.#next++ % inputSets];
    if (!calls) throw new Error("there is no input set");
    this.inputs.refresh();
    for (const side of sides) blame(side, label, () => calls[side].prepare(bytes));
    const ns = { baseline: 0, candidate: 0 };
    const switchesBefore = process.resourceUsage().involuntaryContextSwitches;
    for (const side of candidateFirst ? sides.toReversed() : sides) {
      ns[side] = blame(side, label, () => timeCall(calls[side]));
    }
    const isCalm = process.resourceUsage().involuntaryContextSwitches === switchesBefore;
    const outputs = (side: Side) => blame(side, label, () => calls[side].outputs());
    const both = { ...ns, isCalm };
    if (!verify && agree(outputs("baseline"), outputs("candidate"), this.#tolerance)) return both;
    const matches = sides.map((side) =>
      verifyCall(this.#tell, { side, stage: "time", tolerance: this.#tolerance }, this.inputs, calls[side]),
    );
    return matches.includes(false) ? null : both;
  }
}

/** Nanoseconds from the call to its return; an empty call reads the clock's own step, never zero. */
function timeCall(call: Call): number {
  const startedAt = process.hrtime.bigint();
  call.run();
  return Math.max(1, Number(process.hrtime.bigint() - startedAt));
}
