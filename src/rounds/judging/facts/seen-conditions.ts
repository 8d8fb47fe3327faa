import type { Report } from "../../report.ts";

/** What a GPU's sensors said over all blocks of a run. */
export interface SeenConditions {
  /** The lowest and the highest. */
  readonly smMhz: readonly [low: number, high: number];
  readonly memoryMhz: readonly [low: number, high: number];
  readonly hottestC: number;
  /** Reasons why a clock was held down that are no fault, such as a power cap; each once. */
  readonly throttle: readonly string[];
}

/** Null where the machine has no sensors. */
export function seenConditions({ cases }: Report): SeenConditions | null {
  const all = cases.flatMap(({ conditions = [] }) => conditions);
  if (all.length === 0) return null;
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  return {
    smMhz: range(all.map(({ smMhz }) => smMhz)),
    memoryMhz: range(all.map(({ memoryMhz }) => memoryMhz)),
    hottestC: Math.max(...all.map(({ temperatureC }) => temperatureC)),
    throttle: [...new Set(all.flatMap(({ throttle }) => throttle))].toSorted(),
  };
}
