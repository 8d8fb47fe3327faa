import type { CandidateFiles } from "../candidate.ts";
import { allowsValue } from "./knob-values.ts";
import { applyKnobs, readKnobs } from "./knobs.ts";

/**
 * Moves a candidate that was written against one baseline onto a newer one, as far as knobs go: a knob that the
 * candidate left as it was follows the newer baseline; one that it turned itself, or may not turn so far, stays.
 */
export function rebaseKnobs(
  candidate: CandidateFiles,
  { from, onto }: { readonly from: CandidateFiles; readonly onto: CandidateFiles },
): CandidateFiles {
  const before = new Map(readKnobs(from).map(({ name, value }) => [name, value]));
  const after = new Map(readKnobs(onto).map(({ name, value }) => [name, value]));
  const moved = readKnobs(candidate).flatMap(({ name, value, allowed }) => {
    const next = after.get(name);
    const untouched = before.get(name) === value;
    return untouched && next !== undefined && allowsValue(allowed, next) !== null ? [[name, next] as const] : [];
  });
  return applyKnobs(candidate, Object.fromEntries(moved));
}
