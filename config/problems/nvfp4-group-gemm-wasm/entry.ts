import { grouped_gemm, mma_tiler_m, mma_tiler_n } from "./submission";

/** Room for inputs and outputs, asked for before the first call. */
export function allocate(bytes: i32): usize {
  return heap.alloc(bytes);
}

/** One call: `count` groups, described by the words at `groups`. */
export function run(groups: usize, count: i32): void {
  require_tile();
  grouped_gemm(groups, count);
}

/** The instruction exists for one tile only, so any other is refused when compiling, as by the real one. */
function require_tile(): void {
  if (mma_tiler_m == 128) {
    if (mma_tiler_n == 128) return;
    if (mma_tiler_n == 64) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 128x64");
    else if (mma_tiler_n == 256) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 128x256");
    else ERROR("MmaMXF4NVF4Op requires M=128, N=128; got M=128 and another N");
  } else if (mma_tiler_m == 64) {
    if (mma_tiler_n == 64) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 64x64");
    else if (mma_tiler_n == 128) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 64x128");
    else if (mma_tiler_n == 256) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 64x256");
    else ERROR("MmaMXF4NVF4Op requires M=128, N=128; got M=64 and another N");
  } else if (mma_tiler_m == 256) {
    if (mma_tiler_n == 64) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 256x64");
    else if (mma_tiler_n == 128) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 256x128");
    else if (mma_tiler_n == 256) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 256x256");
    else ERROR("MmaMXF4NVF4Op requires M=128, N=128; got M=256 and another N");
  } else {
    ERROR("MmaMXF4NVF4Op requires M=128, N=128; got another M");
  }
}
