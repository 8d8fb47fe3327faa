import type { CheckFact } from "../../report.ts";

/** A failed check as a person needs it: case, what its check said, or how much, largest error and first difference. */
export function describeMismatch(check: CheckFact): string {
  // A problem's own check compares in its own way, and an output of another shape has no elements to compare.
  const said = check.message?.trim().replace(/(?<![.!])[.!]+$/, "") ?? "";
  if (said !== "") return `${check.label}: ${said}`;
  const error = check.maxError === null ? "not a number, or never written" : `largest error ${digits(check.maxError)}`;
  const tolerance = `tolerance ${digits(check.atol)} + ${digits(check.rtol)}·|want|`;
  const first =
    check.first === undefined ? "" : `; first at ${check.first.at}: got ${check.first.got}, want ${check.first.want}`;
  return `${check.label}: ${check.mismatched} of ${check.elements} elements differ, ${error} (${tolerance})${first}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
