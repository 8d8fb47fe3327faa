import type { CheckFact } from "../../report.ts";

/** A failed check as a person needs it: case, how much, largest error, tolerance, the first differing element. */
export function describeMismatch(check: CheckFact): string {
  const error = check.maxError === null ? "not a number, or never written" : `largest error ${digits(check.maxError)}`;
  const tolerance = `tolerance ${digits(check.atol)} + ${digits(check.rtol)}·|want|`;
  const first =
    check.first === undefined ? "" : `; first at ${check.first.at}: got ${check.first.got}, want ${check.first.want}`;
  return `${check.label}: ${check.mismatched} of ${check.elements} elements differ, ${error} (${tolerance})${first}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
