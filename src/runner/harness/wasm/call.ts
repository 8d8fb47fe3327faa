import type { Kernel } from "./kernel.ts";
import type { Layout } from "./reference-module.ts";

const alignment = 64;

/** Where each part of a call lies, in bytes from the call's start, each on a cache line of its own. */
export interface Placement {
  readonly inputs: readonly { readonly at: number; readonly bytes: number }[];
  readonly outputs: readonly { readonly at: number; readonly elements: number }[];
  readonly inputBytes: number;
  readonly wordsAt: number;
  readonly bytes: number;
}

export function place(layout: Layout): Placement {
  let end = 0;
  const take = (bytes: number) => {
    const at = end;
    end += Math.ceil(bytes / alignment) * alignment;
    return at;
  };
  const inputs = layout.inputs.map(({ bytes }) => ({ at: take(bytes), bytes }));
  const inputBytes = end;
  const elementsOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
  const outputs = layout.outputs.map(({ shape }) => {
    const elements = elementsOf(shape);
    return { at: take(elements * 4), elements };
  });
  const wordsAt = take(layout.words.length * 4);
  return { inputs, outputs, inputBytes, wordsAt, bytes: end };
}

/** One call's buffers inside one kernel's memory. */
export class Call {
  readonly #kernel: Kernel;
  readonly #layout: Layout;
  readonly #placement: Placement;
  readonly #start: number;
  #seen: ArrayBufferLike | undefined;
  #inputs = new Uint8Array();
  #outputs: Float32Array[] = [];

  constructor(kernel: Kernel, layout: Layout, placement: Placement) {
    this.#kernel = kernel;
    this.#layout = layout;
    this.#placement = placement;
    this.#start = Math.ceil(kernel.allocate(placement.bytes + alignment) / alignment) * alignment;
    const address = (word: Layout["words"][number]) => {
      if (typeof word === "number") return word;
      const part = "input" in word ? placement.inputs[word.input] : placement.outputs[word.output];
      if (!part) throw new RangeError("a word of the layout names a buffer that does not exist");
      return this.#start + part.at;
    };
    const words = new Int32Array(kernel.memory.buffer, this.#start + placement.wordsAt, layout.words.length);
    words.set(layout.words.map(address));
  }

  /** Writes the inputs, and NaN over every output, so that what a call leaves out is seen. */
  prepare(inputs: Uint8Array): void {
    this.#look();
    this.#inputs.set(inputs);
    for (const output of this.#outputs) output.fill(Number.NaN);
  }

  run(): void {
    this.#kernel.run(this.#start + this.#placement.wordsAt, this.#layout.count);
  }

  outputs(): readonly Float32Array[] {
    this.#look();
    return this.#outputs;
  }

  /** A kernel may grow its memory, which empties every view of the old one. */
  #look(): void {
    const { buffer } = this.#kernel.memory;
    if (buffer === this.#seen) return;
    this.#seen = buffer;
    this.#inputs = new Uint8Array(buffer, this.#start, this.#placement.inputBytes);
    this.#outputs = this.#placement.outputs.map(
      ({ at, elements }) => new Float32Array(buffer, this.#start + at, elements),
    );
  }
}
