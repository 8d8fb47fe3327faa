/** The last bytes of a text that may be endless; kept because compilers put the reason last. */
export class TextTail {
  readonly #limitBytes: number;
  #kept = Buffer.alloc(0);

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  add(chunk: Buffer | string): void {
    const all = Buffer.concat([this.#kept, Buffer.from(chunk)]);
    this.#kept = all.subarray(Math.max(0, all.length - this.#limitBytes));
  }

  toString(): string {
    return this.#kept.toString();
  }
}
