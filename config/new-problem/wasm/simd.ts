// Sixteen bytes at a time: widened to 16 bits, multiplied and added in pairs.
export function rowSquares(values: usize, sums: usize, rows: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    let four = i32x4.splat(0);
    for (let at = 0; at < width; at += 16) {
      const bytes = v128.load(values + row * width + at);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      four = i32x4.add(four, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
    }
    const sum =
      i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1) + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
    store<f32>(sums + row * 4, <f32>sum);
  }
}
