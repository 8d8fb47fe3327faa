import type { CheckFact, Side } from "../../../rounds/report.ts";
import { Call } from "./call.ts";
import type { CaseInputs } from "./case-inputs.ts";
import type { Tolerance } from "./compare.ts";
import { blame, type Tell, verifyCall } from "./host.ts";
import type { Kernel } from "./kernel.ts";

/** One call of each case on fresh inputs. Every case is compared, also after a mismatch: an author wants to see them all. */
export function checkCases(
  tell: Tell,
  { side, stage, tolerance }: { side: Side; stage: CheckFact["stage"]; tolerance: Tolerance },
  kernel: Kernel,
  cases: readonly CaseInputs[],
): boolean {
  let allMatch = true;
  for (const inputs of cases) {
    tell({ type: "begin", label: inputs.label, side });
    inputs.refresh();
    const call = blame(side, inputs.label, () => {
      const made = new Call(kernel, inputs.layout, inputs.placement);
      made.prepare(inputs.bytes);
      made.run();
      return made;
    });
    if (!verifyCall(tell, { side, stage, tolerance }, inputs, call)) allMatch = false;
  }
  return allMatch;
}
