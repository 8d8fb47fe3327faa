import type { Layout } from "./reference-module.ts";

/** A reference is plain code: what its layout holds is looked at before a kernel gets it, and could be blamed for it. */
export function requireLayout({ inputs, outputs, words, count }: Layout): void {
  for (const [at, { bytes }] of inputs.entries()) requireSize(`inputs[${at}].bytes`, bytes);
  for (const [at, { shape }] of outputs.entries()) {
    for (const size of shape) requireSize(`outputs[${at}].shape`, size);
  }
  requireSize("count", count);
  for (const [at, word] of words.entries()) {
    if (Number.isInteger(word) || isBuffer(word, inputs.length, outputs.length)) continue;
    const said = JSON.stringify(word) ?? "undefined";
    throw new TypeError(`words[${at}] is ${said}; it is an integer, { input } or { output } of a buffer there is`);
  }
}

function requireSize(name: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new TypeError(`${name} is ${size}, no whole number from 0 on`);
}

function isBuffer(word: Layout["words"][number] | null | undefined, inputs: number, outputs: number): boolean {
  if (typeof word !== "object" || word === null) return false;
  const [at, count] = "input" in word ? [word.input, inputs] : [word.output, outputs];
  return Number.isInteger(at) && at >= 0 && at < count;
}
