// The baseline: what a candidate must beat. `width` is a multiple of 16.
export function rowSquares(values: usize, sums: usize, rows: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = 0; at < width; at++) {
      const value = <i32>load<u8>(values + row * width + at);
      sum += value * value;
    }
    store<f32>(sums + row * 4, <f32>sum);
  }
}
