import type { Problem } from "../../runner/problem.ts";
import { listText } from "../cards/numbers.ts";
import type { ProblemFinding } from "./check-problem.ts";

/**
 * Booleans reach a `generate_input` as text, as GPU MODE's evaluators hand them over, and a text is true even where it
 * says "False": the problem that is measured is another one, silently.
 */
export function findTextBooleans({ bundle, method }: Problem): readonly ProblemFinding[] {
  if (bundle.lang !== "py" || method.name !== "pairs") return [];
  const { reference } = bundle.config;
  const text = typeof reference === "string" ? (bundle.files[reference] ?? "") : "";
  if (readsText(text)) return [];
  const values = [...bundle.tests, ...bundle.benchmarks].flatMap(({ spec }) => Object.entries(spec));
  const names = new Set(values.filter(([, value]) => value === "True" || value === "False").map(([key]) => `"${key}"`));
  if (names.size === 0) return [];
  const are = names.size === 1 ? "is" : "are";
  const detail = `${listText([...names])} ${are} True or False, which generate_input gets as the text "True" or "False", and both are true in an "if"`;
  return [{ part: "Cases", mark: "warning", detail, remedy: 'Use 0 and 1, or compare with == "True".' }];
}

/** Its author knows that a text arrives: it is compared with one, or handed to a function that does. */
function readsText(reference: string): boolean {
  return /["'](?:true|false)["']|str(?:ing)?_?(?:2|to)_?bool|literal_eval|\bstrtobool\b/i.test(reference);
}
