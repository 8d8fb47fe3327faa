import type { CheckFact, Side } from "../../../rounds/report.ts";
import type { Call } from "./call.ts";
import type { CaseInputs } from "./case-inputs.ts";
import type { Tolerance } from "./compare.ts";
import type { KernelMessage } from "./messages.ts";

/** A kernel's trap, with the side and the case in hand; none while the kernel starts. */
export class KernelTrap extends Error {
  override readonly name = "KernelTrap";
  readonly side: Side;
  readonly label: string | undefined;

  constructor(side: Side, label: string | undefined, cause: unknown) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
    this.side = side;
    this.label = label;
  }
}

/** Runs a step of one kernel; whatever it throws is that kernel's. */
export function blame<T>(side: Side, label: string | undefined, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw new KernelTrap(side, label, cause);
  }
}

export type Tell = (message: KernelMessage) => void;

/** Compares a finished call with the reference and tells the facts; true when every element matches. */
export function verifyCall(
  tell: Tell,
  { side, stage, tolerance }: { side: Side; stage: CheckFact["stage"]; tolerance: Tolerance },
  inputs: CaseInputs,
  call: Call,
): boolean {
  const comparison = inputs.verify(blame(side, inputs.label, () => call.outputs()));
  const { rtol, atol } = tolerance;
  tell({ type: "check", fact: { side, stage, label: inputs.label, ...comparison, rtol, atol } });
  return comparison.mismatched === 0;
}
