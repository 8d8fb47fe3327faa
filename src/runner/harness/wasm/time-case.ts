import type { SampleBlock, Side } from "../../../rounds/report.ts";
import { Call } from "./call.ts";
import type { CaseInputs } from "./case-inputs.ts";
import { agree, type Tolerance } from "./compare.ts";
import { blame, type Tell, verifyCall } from "./host.ts";
import type { Kernel } from "./kernel.ts";
import type { Random } from "./random.ts";

export const sides: readonly Side[] = ["baseline", "candidate"];
const inputSets = 4;

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

  /** Times `pairs` pairs and verifies a random one of them; null once an output is wrong. */
  block(pairs: number): SampleBlock | null {
    const samples: SampleBlock = { baseline: [], candidate: [] };
    const verified = this.#random.below(pairs);
    let candidateFirst = false;
    for (let pair = 0; pair < pairs; pair++) {
      // Two pairs hold both orders, at random, so that no block has one order more often.
      candidateFirst = pair % 2 === 1 ? !candidateFirst : this.#random.next() >= 2 ** 31;
      if (!this.pair(candidateFirst, samples, pair === verified)) return null;
    }
    return samples;
  }

  /** One call of each kernel on new contents; both outputs are compared after both calls. */
  pair(candidateFirst: boolean, samples: SampleBlock, verify: boolean): boolean {
    const { label, bytes } = this.inputs;
    const calls = this.#sets[this.#next++ % inputSets];
    if (!calls) throw new Error("there is no input set");
    this.inputs.refresh();
    for (const side of sides) blame(side, label, () => calls[side].prepare(bytes));
    for (const side of candidateFirst ? sides.toReversed() : sides) {
      samples[side].push(blame(side, label, () => timeCall(calls[side])));
    }
    const outputs = (side: Side) => blame(side, label, () => calls[side].outputs());
    if (!verify && agree(outputs("baseline"), outputs("candidate"), this.#tolerance)) return true;
    return sides
      .map((side) =>
        verifyCall(this.#tell, { side, stage: "time", tolerance: this.#tolerance }, this.inputs, calls[side]),
      )
      .every((matches) => matches);
  }
}

/** Nanoseconds from the call to its return; an empty call reads the clock's own step, never zero. */
function timeCall(call: Call): number {
  const startedAt = process.hrtime.bigint();
  call.run();
  return Math.max(1, Number(process.hrtime.bigint() - startedAt));
}
