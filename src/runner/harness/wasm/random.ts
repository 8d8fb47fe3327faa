import { createHash } from "node:crypto";

/** Reproducible random numbers for one purpose; without the seed they can't be told from any others (xoshiro128**). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string, purpose: string) {
    const state = createHash("sha256").update(`${seed}:${purpose}`).digest();
    this.#a = state.readInt32LE(0);
    this.#b = state.readInt32LE(4);
    this.#c = state.readInt32LE(8);
    this.#d = state.readInt32LE(12) | 1;
  }

  /** 32 random bits. */
  next(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  below(limit: number): number {
    return this.next() % limit;
  }

  fill(bytes: Uint8Array): void {
    const words = new Uint32Array(bytes.length >> 2);
    for (let i = 0; i < words.length; i++) words[i] = this.next();
    bytes.set(new Uint8Array(words.buffer));
    for (let i = words.length * 4; i < bytes.length; i++) bytes[i] = this.next();
  }

  /** The same items in a random order. */
  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, key: this.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
}
