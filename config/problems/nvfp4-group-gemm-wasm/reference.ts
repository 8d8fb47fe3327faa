/** One GEMM is C[m, n] = A[m, k] · B[n, k]ᵀ of e2m1 values, each block of 16 along k scaled by an e4m3 byte. */
type Spec = { readonly m: readonly number[]; readonly n: readonly number[]; readonly k: readonly number[] };

interface Random {
  /** Fills with random bytes. */
  fill(bytes: Uint8Array): void;
}

/** Most sums here are exact in f32 in any order; what is left is far below this. */
export const tolerance = { rtol: 1e-3, atol: 1e-3 };

const e2m1 = [0, 0.5, 1, 1.5, 2, 3, 4, 6, -0, -0.5, -1, -1.5, -2, -3, -4, -6];
const blockSize = 16;

/** The buffers of one call, and the words that the kernel's entry is given (see `Group` in task.ts). */
export function layout(spec: Spec) {
  const inputs: { name: string; bytes: number }[] = [];
  const outputs: { name: string; shape: number[] }[] = [];
  const words: (number | { input: number } | { output: number })[] = [];
  for (const [group, { m, n, k }] of groupsOf(spec).entries()) {
    words.push(m, n, k);
    for (const input of [0, 1, 2, 3]) words.push({ input: group * 4 + input });
    words.push({ output: group });
    inputs.push(
      { name: `a${group}`, bytes: (m * k) / 2 },
      { name: `b${group}`, bytes: (n * k) / 2 },
      { name: `sfa${group}`, bytes: (m * k) / blockSize },
      { name: `sfb${group}`, bytes: (n * k) / blockSize },
    );
    outputs.push({ name: `c${group}`, shape: [m, n] });
  }
  return { inputs, outputs, words, count: spec.m.length };
}

/** Every e2m1 code; scales between 0.25 and 3.75, so that no sum comes near the end of f32's exact range. */
export function fillInputs(_spec: Spec, inputs: readonly Uint8Array[], random: Random): void {
  for (const [index, bytes] of inputs.entries()) {
    random.fill(bytes);
    const holdsScales = index % 4 >= 2;
    if (holdsScales) for (let i = 0; i < bytes.length; i++) bytes[i] = 0x28 + ((bytes[i] ?? 0) & 31);
  }
}

/** The expected outputs, computed in f64. */
export function reference(spec: Spec, inputs: readonly Uint8Array[], outputs: readonly Float32Array[]): void {
  for (const [group, { m, n, k }] of groupsOf(spec).entries()) {
    const [a, b, sfa, sfb] = inputs.slice(group * 4, group * 4 + 4);
    const out = outputs[group];
    if (!a || !b || !sfa || !sfb || !out) throw new Error(`group ${group} has no buffers`);
    multiply(decode(a, sfa), decode(b, sfb), m, n, k, out);
  }
}

function multiply(a: Float64Array, b: Float64Array, m: number, n: number, k: number, out: Float32Array): void {
  for (let row = 0; row < m; row++) {
    for (let col = 0; col < n; col++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += (a[row * k + i] ?? 0) * (b[col * k + i] ?? 0);
      out[row * n + col] = sum;
    }
  }
}

function decode(packed: Uint8Array, scales: Uint8Array): Float64Array {
  const values = new Float64Array(packed.length * 2);
  for (let i = 0; i < values.length; i++) {
    const pair = packed[i >> 1] ?? 0;
    values[i] = (e2m1[i & 1 ? pair >> 4 : pair & 15] ?? 0) * e4m3(scales[Math.floor(i / blockSize)] ?? 0);
  }
  return values;
}

function e4m3(code: number): number {
  const sign = code & 128 ? -1 : 1;
  const exponent = (code >> 3) & 15;
  const mantissa = code & 7;
  return sign * (exponent === 0 ? mantissa / 512 : (1 + mantissa / 8) * 2 ** (exponent - 7));
}

function groupsOf(spec: Spec): { m: number; n: number; k: number }[] {
  return spec.m.map((m, group) => ({ m, n: spec.n[group] ?? 0, k: spec.k[group] ?? 0 }));
}
