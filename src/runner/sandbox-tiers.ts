import { type Report, SandboxTier } from "../rounds/report.ts";
import type { Bundle } from "./protocol.ts";

/** The schema names them from the strictest to the weakest. */
const order = SandboxTier.options;

export function stricterTier(one: SandboxTier, other: SandboxTier): SandboxTier {
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}

/** True where a kernel was held by at least what was asked for. */
function holds(given: SandboxTier, required: SandboxTier): boolean {
  return stricterTier(given, required) === given;
}

/** What is wrong with a run whose kernels were held by less than was asked for; null where nothing is. */
export function weakSandbox(report: Report, { sandbox }: Bundle): string | null {
  if (sandbox === undefined || report.failure?.side === "runner" || holds(report.sandbox, sandbox.required))
    return null;
  return (
    `The kernel was held by the sandbox "${report.sandbox}", and at least "${sandbox.required}" was asked for. ` +
    "docs/runners.md says what each tier needs; rules.sandbox of a season asks for less."
  );
}
