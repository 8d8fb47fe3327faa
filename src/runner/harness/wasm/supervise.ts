import type { Report } from "../../../rounds/report.ts";
import type { Bundle, HarnessEvent } from "../../protocol.ts";
import { build } from "./build.ts";
import { Draft } from "./draft.ts";
import { runKernels } from "./run-kernels.ts";

/** One run, start to end: build both sides, check them, time them, check them again. Never throws for a kernel's fault. */
export async function supervise(bundle: Bundle, emit: (event: HarnessEvent) => void): Promise<Report> {
  const draft = new Draft(bundle);
  draft.enter("build");
  emit({ event: "stage-started", stage: "build" });
  const { built, failure } = await build(bundle, ({ side, ms }) => emit({ event: "built", side, ms: Math.round(ms) }));
  if (failure) draft.fail(failure);
  const [baseline, candidate = baseline] = built;
  if (baseline) draft.compiler = baseline.compiler;
  // With no candidate, the baseline meets a copy of itself.
  if (baseline && candidate && !failure) {
    await runKernels(bundle, { baseline: baseline.wasm, candidate: candidate.wasm }, draft, emit);
  }
  return draft.finish();
}
