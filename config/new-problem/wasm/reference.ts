// Inputs from random bytes, and what is right for them.
export const tolerance = { rtol: 1e-6, atol: 0 };

interface Case {
  rows: number;
  width: number;
}

export function layout({ rows, width }: Case) {
  return {
    inputs: [{ name: "values", bytes: rows * width }],
    outputs: [{ name: "sums", shape: [rows] }],
    words: [{ input: 0 }, { output: 0 }, rows, width],
    count: 4,
  };
}

export function fillInputs(_: Case, inputs: Uint8Array[], random: { fill(bytes: Uint8Array): void }): void {
  for (const bytes of inputs) random.fill(bytes);
}

export function reference({ rows, width }: Case, inputs: Uint8Array[], outputs: Float32Array[]): void {
  const [values] = inputs;
  const [sums] = outputs;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * width; at < (row + 1) * width; at++) sum += values[at] ** 2;
    sums[row] = sum;
  }
}
