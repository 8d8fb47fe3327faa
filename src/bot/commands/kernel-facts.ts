import type { KernelView } from "../../rounds/memory/kernel-view.ts";

/** What must be beaten, for programs. */
export function kernelFacts({ problem, baseline, knobs, lineage }: KernelView) {
  const { reading } = baseline;
  return {
    problem: problem.name,
    baseline: baseline.sha256,
    promotedFrom: baseline.promotedFrom,
    knobs: knobs.map(({ name, value, allowed }) => ({ name, value, allowed })),
    reading: reading && {
      ...reading,
      cases: reading.cases.map(({ label, us, target }) => ({
        label,
        us,
        targetUs: target?.us ?? null,
        limitBy: target?.limitBy ?? null,
      })),
    },
    lineage,
  };
}
