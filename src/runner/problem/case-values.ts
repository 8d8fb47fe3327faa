import { UserError } from "../../rounds/user-error.ts";
import type { CaseSpec } from "../protocol.ts";

type Value = CaseSpec[string];

/**
 * A case with the values that `generate_input` gets from GPU MODE's evaluators. They hand cases over as text, so a
 * boolean arrives as "True" or "False" and digits as a number, however they were written.
 * @param at names the case in refusals
 */
export function evaluatorValues(spec: CaseSpec, at: string): CaseSpec {
  return Object.fromEntries(Object.entries(spec).map(([key, value]) => [key, evaluatorValue(value, `${at}.${key}`)]));
}

function evaluatorValue(value: Value, at: string): Value {
  if (typeof value === "boolean") return value ? "True" : "False";
  const plain = typeof value === "string" && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  const vague = [plain].flat().find((each) => Number.isInteger(each) && !Number.isSafeInteger(each));
  if (vague === undefined) return plain;
  const hint = "Whole numbers are exact up to 9007199254740991.";
  throw new UserError("problem-format", `${at} is too large to be read exactly.`, hint);
}

/** A case without its seed: GPU MODE's is in the open, ours is secret and drawn anew for every run. */
export function withoutSeed(spec: CaseSpec): CaseSpec {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== "seed"));
}
