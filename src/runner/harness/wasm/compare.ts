export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

export interface Comparison {
  readonly elements: number;
  readonly mismatched: number;
  readonly maxError: number | null;
  readonly first?: { readonly at: string; readonly got: string; readonly want: string };
}

/** Compares every element; a NaN matches nothing, and makes the largest error unknown (null). */
export function compare(
  got: readonly Float32Array[],
  want: readonly Float32Array[],
  tolerance: Tolerance,
  outputs: readonly { readonly name: string; readonly shape: readonly number[] }[],
): Comparison {
  let elements = 0;
  let mismatched = 0;
  let maxError = 0;
  let first: Comparison["first"];
  for (const [index, wanted] of want.entries()) {
    const found = got[index] ?? new Float32Array();
    elements += wanted.length;
    for (let i = 0; i < wanted.length; i++) {
      const expected = wanted[i] ?? Number.NaN;
      const actual = found[i] ?? Number.NaN;
      const error = Math.abs(actual - expected);
      // Math.max keeps a NaN, once met.
      maxError = Math.max(maxError, error);
      if (error <= tolerance.atol + tolerance.rtol * Math.abs(expected)) continue;
      mismatched++;
      first ??= { at: nameElement(outputs[index], i), got: String(actual), want: String(expected) };
    }
  }
  const known = Number.isFinite(maxError) ? maxError : null;
  return { elements, mismatched, maxError: known, ...(first && { first }) };
}

/** Whether two kernels' outputs could both be right: a cheap look at every timed pair. */
export function agree(a: readonly Float32Array[], b: readonly Float32Array[], { rtol, atol }: Tolerance): boolean {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (!right || right.length !== left.length) return false;
    for (let i = 0; i < left.length; i++) {
      const one = left[i] ?? Number.NaN;
      if (!(Math.abs(one - (right[i] ?? Number.NaN)) <= atol + rtol * Math.abs(one))) return false;
    }
  }
  return true;
}

function nameElement(output: { name: string; shape: readonly number[] } | undefined, index: number): string {
  if (!output) return String(index);
  const position: number[] = [];
  let rest = index;
  for (const size of output.shape.toReversed()) {
    position.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return `${output.name}[${position.join(", ")}]`;
}
