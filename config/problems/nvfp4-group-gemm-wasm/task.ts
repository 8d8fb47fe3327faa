/** One GEMM of the call: C[m, n] = A[m, k] · B[n, k]ᵀ, each value scaled by its block of 16. Eight words, as `reference.ts` lays them out. */
@unmanaged
export class Group {
  m: i32;
  n: i32;
  k: i32;
  /** A, e2m1, two values a byte (the even one in the low half), one row after the other. */
  a: usize;
  /** B, as A. */
  b: usize;
  /** Scales of A, e4m3, one byte for 16 values of a row. */
  sfa: usize;
  /** Scales of B, as of A. */
  sfb: usize;
  /** C, f32, one row after the other. */
  c: usize;
}

export const group_bytes: i32 = 32;
export const block_size: i32 = 16;
