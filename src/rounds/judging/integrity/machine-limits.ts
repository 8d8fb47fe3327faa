import type { Report } from "../../report.ts";
import { roundDigits } from "../statistics/round-digits.ts";

/** The least time that a case can take on this very machine, by what it was measured to do. */
export type MachineLimit = {
  readonly label: string;
  readonly us: number;
  /** What the machine runs out of first. */
  readonly by: "bytes" | "operations";
};

/** In the problem's order; none where the machine's rates or the problem's work are not known. */
export function machineLimits({ machine, work }: Report): readonly MachineLimit[] {
  const { rates } = machine;
  if (rates === undefined) return [];
  return (work ?? []).flatMap(({ label, bytes, operations }): MachineLimit[] => {
    const byBytes = bytes / rates.bytesPerSecond;
    const byOperations = operations / rates.operationsPerSecond;
    const us = Math.max(byBytes, byOperations) * 1e6;
    // A rate next to nothing says nothing, and no database takes an endless number.
    if (us === 0 || !Number.isFinite(us)) return [];
    return [{ label, us: roundDigits(us), by: byBytes >= byOperations ? "bytes" : "operations" }];
  });
}
