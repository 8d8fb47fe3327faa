import { nearest } from "../../rounds/nearest.ts";
import type { Problem } from "../../runner/problem.ts";
import { plural } from "../cards/numbers.ts";
import type { ProblemFinding } from "./check-problem.ts";

const remedy = "Give every case the same keys; what a case leaves out is its reference's default, or undefined.";

/** Keys that not every case has: a mistyped one looks like this, and a default of the reference hides it. */
export function findOddKeys({ bundle }: Problem): readonly ProblemFinding[] {
  const cases = [...bundle.tests, ...bundle.benchmarks].map(({ spec }) => Object.keys(spec));
  const counts = new Map<string, number>();
  for (const key of cases.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const partial = [...counts].filter(([, count]) => count < cases.length);
  const odd = partial.map(([key, count]) => ({ key, count, meant: meantKey(key, count, counts) }));
  const explained = new Set(odd.map(({ meant }) => meant));
  return odd
    .filter(({ key }) => !explained.has(key))
    .map(({ key, count, meant }) => {
      const guess = meant === null ? "" : `; did you mean "${meant}"?`;
      const detail = `"${key.slice(0, 60)}" stands in ${count} of ${plural(cases.length, "case")}${guess}`;
      return { part: "Cases", mark: "warning", detail, remedy };
    });
}

/** A key that more cases have, and that is spelt nearly like this one. */
function meantKey(key: string, count: number, counts: ReadonlyMap<string, number>): string | null {
  const usual = [...counts].filter(([name, times]) => name !== key && times > count).map(([name]) => name);
  return nearest(key, usual);
}
