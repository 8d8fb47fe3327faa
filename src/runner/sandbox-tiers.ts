import { SandboxTier } from "../rounds/report.ts";

/** The schema names them from the strictest to the weakest. */
const order = SandboxTier.options;

export function stricterTier(one: SandboxTier, other: SandboxTier): SandboxTier {
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}

/** True where a kernel was held by at least what was asked for. */
export function holds(given: SandboxTier, required: SandboxTier): boolean {
  return stricterTier(given, required) === given;
}
