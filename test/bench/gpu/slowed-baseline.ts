import { UserError } from "../../../src/rounds/user-error.ts";
import type { Files } from "../../../src/runner/protocol.ts";

/** How often each CTA goes around a loop that does nothing useful, by a case's K. */
export type Spins = Readonly<Record<number, number>>;

/** As many spins for each K of the founding problem: what a report of it shows tells how long one takes. */
export const equalSpins = (spins: number): Spins => Object.fromEntries([7168, 2048, 4096, 1536].map((k) => [k, spins]));

/**
 * The founding baseline with a chain of multiplications in its kernel that no result depends on: as long as `spins` says.
 * The count is an argument like any other, so that every length is the same machine code, and 0 the fair baseline.
 */
export function slowBaseline(baseline: Files, spins: Spins): Files {
  const [name, source] = Object.entries(baseline)[0] ?? ["", ""];
  const table = `{${Object.entries(spins)
    .map(([k, count]) => `${k}: ${count}`)
    .join(", ")}}`;
  const edits: readonly (readonly [string, string])[] = [
    ["@triton.jit\ndef group_gemm(", '@triton.jit(do_not_specialize=["spins"])\ndef group_gemm('],
    ["    sizes,\n    groups: tl.constexpr,", "    sizes,\n    spins,\n    groups: tl.constexpr,"],
    [
      "    acc = tl.zeros(",
      "    idle = row.to(tl.float32)\n    for _ in range(spins):\n        idle = idle * 1.0001 + 0.5\n    acc = tl.zeros(",
    ],
    ["(row < m)[:, None] & (column", "((row < m) & (idle != -1.0))[:, None] & (column"],
    ["        sizes,\n        groups=", `        sizes,\n        ${table}.get(data[2][0][2], 0),\n        groups=`],
  ];
  let slowed = source;
  for (const [from, to] of edits) {
    if (!slowed.includes(from)) throw new UserError("bench", `The baseline has no ${JSON.stringify(from)}.`);
    slowed = slowed.replace(from, to);
  }
  return { [name]: slowed };
}
