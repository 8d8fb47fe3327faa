import { parseArgs } from "node:util";
import { UserError } from "../../src/rounds/user-error.ts";
import type { FuzzResult } from "../fuzz/feed-all.ts";
import { fuzzTargets } from "../fuzz/targets.ts";

const columns = ["target", "cases", "accepted", "refused", "slowest ms", "seed", "found"] as const;

/** Fresh inputs for every target, or for those that are named. */
export async function benchFuzz(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { cases: { type: "string", default: "10000" }, seed: { type: "string" } },
  });
  const targets = positionals.length === 0 ? fuzzTargets : positionals.map(targetNamed);
  const plan = { cases: numberOf("cases", values.cases), seed: numberOf("seed", values.seed ?? `${freshSeed()}`) };
  say(row(columns));
  let found = 0;
  for (const target of targets) {
    const result = await target.run(plan);
    found += result.findings.length;
    say(row(cellsOf(target.name, result)));
    for (const finding of result.findings) {
      const again = `npm run bench -- fuzz ${target.name} --seed ${plan.seed} --cases ${finding.firstCase}`;
      say(`  ${finding.what}\n    ${finding.times} times, first by: ${again}\n    ${finding.input}`);
    }
  }
  if (found > 0) process.exitCode = 1;
}

function cellsOf(name: string, { cases, accepted, refused, slowestMs, slowestCase, seed, findings }: FuzzResult) {
  const slowest = `${slowestMs.toFixed(0)} (case ${slowestCase})`;
  return [name, cases, accepted, refused, slowest, seed, findings.length === 0 ? "nothing" : findings.length];
}

function row(cells: readonly (string | number)[]): string {
  const widths = [18, 7, 9, 8, 18, 12, 0];
  return cells
    .map((cell, index) => `${cell}`.padEnd(widths[index] ?? 0))
    .join(" ")
    .trimEnd();
}

function targetNamed(name: string) {
  const found = fuzzTargets.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new UserError(
    "usage",
    `There is no target "${name.slice(0, 60)}".`,
    `Targets: ${fuzzTargets.map((target) => target.name).join(", ")}.`,
  );
}

function numberOf(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new UserError("usage", `--${name} can't be "${text.slice(0, 60)}".`, `Write --${name} 10000.`);
}

function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
