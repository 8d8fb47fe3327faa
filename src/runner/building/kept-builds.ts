import { isDeepStrictEqual } from "node:util";
import type { BuiltSide } from "../protocol.ts";

/** All of them together, in characters of base64. */
const mostKept = 512 * 1024 * 1024;

/** What a builder said of itself when it built. */
export interface BuiltBy {
  readonly versions: Readonly<Record<string, string>>;
  readonly on: string;
}

/** What one builder has built, by the hash of what it was built of; for one worker's life. */
export class KeptBuilds {
  readonly #sides = new Map<string, BuiltSide>();
  #by: BuiltBy | null = null;

  /** Of all that is kept. */
  get by(): BuiltBy | null {
    return this.#by;
  }

  get(key: string): BuiltSide | undefined {
    const side = this.#sides.get(key);
    if (side === undefined) return undefined;
    // What is used goes last, and what is first is dropped first.
    this.#sides.delete(key);
    this.#sides.set(key, side);
    return side;
  }

  /** What another compiler built is forgotten: two sides of one comparison are built by the same one. */
  add(built: ReadonlyMap<string, BuiltSide>, by: BuiltBy): void {
    if (!isDeepStrictEqual(this.#by, by)) this.#sides.clear();
    this.#by = by;
    for (const [key, side] of built) this.#sides.set(key, side);
    let size = [...this.#sides.values()].reduce((sum, { data }) => sum + data.length, 0);
    for (const [key, { data }] of this.#sides) {
      if (size <= mostKept || built.has(key)) break;
      this.#sides.delete(key);
      size -= data.length;
    }
  }
}
