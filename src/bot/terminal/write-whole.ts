import { writeSync } from "node:fs";

/** Writes all of a text to stdout before it returns. A pipe takes what it has room for; the rest follows. */
export function writeWhole(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      const isFull = error instanceof Error && "code" in error && error.code === "EAGAIN";
      if (!isFull) throw error;
    }
  }
}
