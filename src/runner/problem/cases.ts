import { UserError } from "../../rounds/user-error.ts";
import type { BundleCase, CaseSpec } from "../protocol.ts";
import { withoutSeed } from "./case-values.ts";

type Value = CaseSpec[string];

/** What fits a table's first column on a phone; the same limit as for labels that people write. */
const longestLabel = 40;

/** A problem's tests, each named by its number and its values. */
export function nameTests(tests: readonly CaseSpec[]): BundleCase[] {
  return tests.map((spec, index) => ({ label: `test ${index + 1} (${sayValues(spec)})`, spec }));
}

/**
 * The benchmark cases under the labels that the problem gives, or under their own values where it gives none.
 * @throws UserError for a label too many or too few, or twice
 */
export function labelBenchmarks(
  benchmarks: readonly CaseSpec[],
  given: readonly string[] | undefined,
  taskPath: string,
): BundleCase[] {
  const labels = given ?? ownLabels(benchmarks);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice) {
    const hint = "Verdicts name cases by their labels, so each needs its own.";
    throw new UserError("problem-label-twice", `${taskPath} has the label "${twice}" twice.`, hint);
  }
  if (labels.length !== benchmarks.length) {
    const message = `${taskPath} has ${benchmarks.length} benchmarks and ${labels.length} labels.`;
    throw new UserError("problem-format", message, "Give each benchmark its label, in the same order.");
  }
  return benchmarks.map((spec, index) => ({ label: labels[index] ?? "", spec }));
}

/** Numbered where the values alone are too long or not enough to tell the cases apart; a seed tells nobody anything. */
function ownLabels(benchmarks: readonly CaseSpec[]): readonly string[] {
  const labels = benchmarks.map((spec) =>
    Object.entries(withoutSeed(spec)).map(([key, value]) => `${key}=${shortly(value)}`),
  );
  const joined = labels.map((parts) => parts.join(", "));
  const plain = joined.every((label) => label !== "" && label.length <= longestLabel);
  if (plain && new Set(joined).size === joined.length) return joined;
  return joined.map((label, index) => cut(`case ${index + 1}${label === "" ? "" : `: ${label}`}`));
}

/** `80..248 ×8` for a list of eight numbers, `4096 ×8` where they are all the same. */
function shortly(value: Value): string {
  if (!Array.isArray(value)) return String(value);
  const [low, high] = [Math.min(...value), Math.max(...value)];
  if (value.length < 2) return value.join();
  return `${low === high ? low : `${low}..${high}`} ×${value.length}`;
}

function cut(label: string): string {
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1)}…`;
}

function sayValues(spec: CaseSpec): string {
  return Object.entries(spec)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");
}
