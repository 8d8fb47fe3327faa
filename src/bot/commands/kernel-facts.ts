import type { KernelView } from "../../rounds/memory/kernel-view.ts";

/** What must be beaten, for programs. */
export function kernelFacts({ problem, baseline, knobs, lineage }: KernelView) {
  return {
    problem: problem.name,
    baseline: baseline.sha256,
    promotedFrom: baseline.promotedFrom,
    knobs: knobs.map(({ name, value, allowed }) => ({ name, value, allowed })),
    reading: baseline.reading,
    lineage,
  };
}
