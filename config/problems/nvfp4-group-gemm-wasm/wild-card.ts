// Wild card: the baseline, with e2m1 decoded by a SIMD table look-up, a whole scale block at a time.
import { Group, group_bytes, block_size } from "./task";

export const mma_tiler_m: i32 = 128; // knob: 64|128|256
export const mma_tiler_n: i32 = 128; // knob: 64|128|256
export const mma_tiler_k: i32 = 32; // knob: 16|32|64|128
export const num_ab_stage: i32 = 1; // knob: 1..4
export const num_acc_stage: i32 = 1; // knob: 1..2
export const threads_per_cta: i32 = 128; // knob: locked, one thread stores one column of a 128-wide tile

const a_stage_bytes: i32 = mma_tiler_m * mma_tiler_k * 4;
const b_stage_bytes: i32 = mma_tiler_n * mma_tiler_k * 4;
const acc_stage_bytes: i32 = mma_tiler_m * mma_tiler_n * 4;
const a_stages: usize = memory.data(mma_tiler_m * mma_tiler_k * 4 * num_ab_stage, 16);
const b_stages: usize = memory.data(mma_tiler_n * mma_tiler_k * 4 * num_ab_stage, 16);
const acc_stages: usize = memory.data(mma_tiler_m * mma_tiler_n * 4 * num_acc_stage, 16);
/** The tiles whose results wait in `acc_stages`: group, first row, first column. */
const waiting_tiles: usize = memory.data(12 * num_acc_stage, 16);

export function grouped_gemm(groups: usize, count: i32): void {
  let tile = 0;
  for (let index = 0; index < count; index++) {
    const group = changetype<Group>(groups + index * group_bytes);
    for (let m0 = 0; m0 < group.m; m0 += mma_tiler_m) {
      for (let n0 = 0; n0 < group.n; n0 += mma_tiler_n) {
        const slot = tile % num_acc_stage;
        if (tile >= num_acc_stage) epilogue(slot);
        mainloop(group, m0, n0, acc_stages + slot * acc_stage_bytes);
        const waiting = waiting_tiles + slot * 12;
        store<usize>(waiting, changetype<usize>(group), 0);
        store<i32>(waiting, m0, 4);
        store<i32>(waiting, n0, 8);
        tile++;
      }
    }
  }
  for (let done = max(0, tile - num_acc_stage); done < tile; done++) epilogue(done % num_acc_stage);
}

/** Keeps `num_ab_stage - 1` decoded K tiles ahead of the one being multiplied. */
function mainloop(group: Group, m0: i32, n0: i32, acc: usize): void {
  const rows = min(mma_tiler_m, group.m - m0);
  const cols = min(mma_tiler_n, group.n - n0);
  const k_tiles = (group.k + mma_tiler_k - 1) / mma_tiler_k;
  memory.fill(acc, 0, rows * mma_tiler_n * 4);
  for (let ahead = 0; ahead < min(num_ab_stage - 1, k_tiles); ahead++) load_stage(group, m0, n0, rows, cols, ahead);
  for (let k_tile = 0; k_tile < k_tiles; k_tile++) {
    const next = k_tile + num_ab_stage - 1;
    if (next < k_tiles) load_stage(group, m0, n0, rows, cols, next);
    const stage = k_tile % num_ab_stage;
    const depth = min(mma_tiler_k, group.k - k_tile * mma_tiler_k);
    mma(a_stages + stage * a_stage_bytes, b_stages + stage * b_stage_bytes, acc, rows, cols, depth);
  }
}

function load_stage(group: Group, m0: i32, n0: i32, rows: i32, cols: i32, k_tile: i32): void {
  const stage = k_tile % num_ab_stage;
  const k0 = k_tile * mma_tiler_k;
  const depth = min(mma_tiler_k, group.k - k0);
  decode(group.a, group.sfa, group.k, m0, rows, k0, depth, a_stages + stage * a_stage_bytes);
  decode(group.b, group.sfb, group.k, n0, cols, k0, depth, b_stages + stage * b_stage_bytes);
}

/** Scaled f32 values of `rows` rows, `depth` of each, at `to`: sixteen codes looked up by one swizzle. */
function decode(packed: usize, scales: usize, k: i32, row0: i32, rows: i32, k0: i32, depth: i32, to: usize): void {
  const doubled = i8x16(0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12);
  const low_half = i8x16.splat(15);
  for (let row = 0; row < rows; row++) {
    const from = packed + (((row0 + row) * k + k0) >> 1);
    const scale_row = scales + ((row0 + row) * k + k0) / block_size;
    const out = to + row * mma_tiler_k * 4;
    for (let block = 0; block < depth / block_size; block++) {
      const bytes = v128.load64_zero(from + block * 8);
      const even = v128.and(bytes, low_half);
      const odd = i8x16.shr_u(bytes, 4);
      const codes = i8x16.shuffle(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const values = i8x16.swizzle(doubled, codes);
      const scale = f32x4.splat(e4m3(load<u8>(scale_row + block)) * 0.5);
      const first = i16x8.extend_low_i8x16_s(values);
      const second = i16x8.extend_high_i8x16_s(values);
      const at = out + block * block_size * 4;
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(first)), scale));
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(first)), scale), 16);
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(second)), scale), 32);
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(second)), scale), 48);
    }
  }
}

@inline
function e4m3(code: i32): f32 {
  const sign: f32 = code & 128 ? -1 : 1;
  const exponent = (code >> 3) & 15;
  const mantissa = code & 7;
  if (exponent == 0) return sign * <f32>mantissa * 0.001953125;
  return sign * reinterpret<f32>(((exponent + 120) << 23) | (mantissa << 20));
}

function mma(a: usize, b: usize, acc: usize, rows: i32, cols: i32, depth: i32): void {
  for (let row = 0; row < rows; row++) {
    const a_row = a + row * mma_tiler_k * 4;
    for (let col = 0; col < cols; col++) {
      const b_row = b + col * mma_tiler_k * 4;
      let sum: f32 = 0;
      for (let i = 0; i < depth; i++) sum += load<f32>(a_row + i * 4) * load<f32>(b_row + i * 4);
      const cell = acc + (row * mma_tiler_n + col) * 4;
      store<f32>(cell, load<f32>(cell) + sum);
    }
  }
}

/** Each thread stores its own column, value by value. */
function epilogue(slot: i32): void {
  const waiting = waiting_tiles + slot * 12;
  const group = changetype<Group>(load<usize>(waiting, 0));
  const m0 = load<i32>(waiting, 4);
  const n0 = load<i32>(waiting, 8);
  const acc = acc_stages + slot * acc_stage_bytes;
  const rows = min(mma_tiler_m, group.m - m0);
  const cols = min(mma_tiler_n, group.n - n0);
  for (let thread = 0; thread < min(threads_per_cta, cols); thread++) {
    for (let row = 0; row < rows; row++) {
      const value = load<f32>(acc + (row * mma_tiler_n + thread) * 4);
      store<f32>(group.c + ((m0 + row) * group.n + n0 + thread) * 4, value);
    }
  }
}
