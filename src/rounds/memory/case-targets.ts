import type { MachineLimit } from "../judging/integrity/machine-limits.ts";
import type { Season } from "../season.ts";

export interface CaseTarget {
  readonly us: number;
  /** What a machine's own limit comes from; null for a target that the season's file names. */
  readonly limitBy: MachineLimit["by"] | null;
}

/**
 * What each case is held against on one machine: its season's word for it, or else the machine's own limit, where it was
 * measured. A gap never crosses machines.
 */
export function caseTargets(
  { targets }: Pick<Season, "targets">,
  machine: string,
  limits: readonly MachineLimit[] = [],
): ReadonlyMap<string, CaseTarget> {
  const own = limits.map(({ label, us, by }) => [label, { us, limitBy: by }] as const);
  const told = Object.entries(targets.find((each) => each.machine === machine)?.cases ?? {});
  return new Map<string, CaseTarget>([...own, ...told.map(([label, us]) => [label, { us, limitBy: null }] as const)]);
}
