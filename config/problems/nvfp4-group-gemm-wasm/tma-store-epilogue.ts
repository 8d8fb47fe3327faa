// TMA store epilogue: the baseline, with the finished tile stored in rows of v128.
import { Group, group_bytes, block_size } from "./task";

export const mma_tiler_m: i32 = 128; // knob: 64|128|256
export const mma_tiler_n: i32 = 128; // knob: 64|128|256
export const mma_tiler_k: i32 = 32; // knob: 16|32|64|128
export const num_ab_stage: i32 = 1; // knob: 1..4
export const num_acc_stage: i32 = 1; // knob: 1..2
export const threads_per_cta: i32 = 128; // knob: locked, the store unit moves rows, no thread has a part in it

const a_stage_bytes: i32 = mma_tiler_m * mma_tiler_k * 4;
const b_stage_bytes: i32 = mma_tiler_n * mma_tiler_k * 4;
const acc_stage_bytes: i32 = mma_tiler_m * mma_tiler_n * 4;
const a_stages: usize = memory.data(mma_tiler_m * mma_tiler_k * 4 * num_ab_stage, 16);
const b_stages: usize = memory.data(mma_tiler_n * mma_tiler_k * 4 * num_ab_stage, 16);
const acc_stages: usize = memory.data(mma_tiler_m * mma_tiler_n * 4 * num_acc_stage, 16);
/** The tiles whose results wait in `acc_stages`: group, first row, first column. */
const waiting_tiles: usize = memory.data(12 * num_acc_stage, 16);
const e2m1_values: usize = memory.data<f32>([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0, -0.5, -1, -1.5, -2, -3, -4, -6]);

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

/** Scaled f32 values of `rows` rows, `depth` of each, at `to`. */
function decode(packed: usize, scales: usize, k: i32, row0: i32, rows: i32, k0: i32, depth: i32, to: usize): void {
  for (let row = 0; row < rows; row++) {
    const from = packed + (((row0 + row) * k + k0) >> 1);
    const scale_row = scales + ((row0 + row) * k + k0) / block_size;
    const out = to + row * mma_tiler_k * 4;
    for (let i = 0; i < depth; i += 2) {
      const scale = e4m3(load<u8>(scale_row + i / block_size));
      const pair = load<u8>(from + (i >> 1));
      store<f32>(out + i * 4, e2m1(pair & 15) * scale);
      store<f32>(out + i * 4, e2m1(pair >> 4) * scale, 4);
    }
  }
}

@inline
function e2m1(code: i32): f32 {
  return load<f32>(e2m1_values + code * 4);
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

/** Whole rows, four values a store, as the TMA unit moves a tile without a thread for each value. */
function epilogue(slot: i32): void {
  const waiting = waiting_tiles + slot * 12;
  const group = changetype<Group>(load<usize>(waiting, 0));
  const m0 = load<i32>(waiting, 4);
  const n0 = load<i32>(waiting, 8);
  const acc = acc_stages + slot * acc_stage_bytes;
  const rows = min(mma_tiler_m, group.m - m0);
  const cols = min(mma_tiler_n, group.n - n0);
  for (let row = 0; row < rows; row++) {
    const from = acc + row * mma_tiler_n * 4;
    const to = group.c + ((m0 + row) * group.n + n0) * 4;
    let col = 0;
    for (; col + 4 <= cols; col += 4) v128.store(to + col * 4, v128.load(from + col * 4));
    for (; col < cols; col++) store<f32>(to + col * 4, load<f32>(from + col * 4));
  }
}
