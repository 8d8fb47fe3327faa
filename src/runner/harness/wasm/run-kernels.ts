import type { Bundle, HarnessEvent } from "../../protocol.ts";
import { Deadline } from "./deadline.ts";
import type { Draft } from "./draft.ts";
import { harnessFolder, packageFile } from "./folders.ts";
import { KernelEvents } from "./kernel-events.ts";
import { LimitedChild } from "./limited-child.ts";
import { type KernelJob, KernelMessage } from "./messages.ts";
import { StepLimits } from "./step-limits.ts";

/** Checks and times in a limited child, keeping every fact as it comes, and ends the child when a limit passes. */
export async function runKernels(
  bundle: Bundle,
  wasm: KernelJob["wasm"],
  draft: Draft,
  emit: (event: HarnessEvent) => void,
): Promise<void> {
  const deadline = new Deadline();
  const events = new KernelEvents(draft, new StepLimits(bundle.limits, deadline), bundle.candidate !== null, emit);
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  events.enter("check");
  const child = new LimitedChild({
    entry: new URL("kernel-child.ts", harnessFolder),
    readable: [harnessFolder, packageFile],
    flags: [`--wasm-max-mem-pages=${bundle.limits.memoryMb * 16}`],
    logBytes: bundle.limits.logBytes,
    job: jobOf(bundle, wasm),
    message: KernelMessage,
    onMessage: (message) => {
      if (events.receive(message)) done();
    },
  });
  const end = await Promise.race([
    finished.then(() => ({})),
    child.ended.then((how) => ({ how })),
    deadline.passed.then((limitMs) => ({ limitMs })),
  ]);
  deadline.disarm();
  await child.kill();
  if ("how" in end) events.ended(end.how, child.log);
  if ("limitMs" in end) events.passedLimit(end.limitMs, child.log);
}

function jobOf({ problem, candidate, timing, secretSeed }: Bundle, wasm: KernelJob["wasm"]): KernelJob {
  const reference = typeof problem.config.reference === "string" ? problem.files[problem.config.reference] : undefined;
  return {
    reference: reference ?? "",
    wasm,
    hasCandidate: candidate !== null,
    tests: problem.tests,
    benchmarks: problem.benchmarks,
    timed: timing.cases ?? problem.benchmarks.map(({ label }) => label),
    budgetMsPerCase: timing.budgetMsPerCase,
    secretSeed,
  };
}
