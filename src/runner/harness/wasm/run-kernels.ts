import type { CheckFact, FailureFact, Side, Stage } from "../../../rounds/report.ts";
import type { Bundle, HarnessEvent } from "../../protocol.ts";
import { Deadline } from "./deadline.ts";
import type { Draft } from "./draft.ts";
import { harnessFolder, packageFile } from "./folders.ts";
import { LimitedChild } from "./limited-child.ts";
import { type KernelJob, KernelMessage } from "./messages.ts";
import { StepLimits } from "./step-limits.ts";

type Where = { readonly side?: FailureFact["side"] | undefined; readonly label?: string | undefined };

/** Checks and times in a limited child, keeping every fact as it comes, and ends the child when a limit passes. */
export async function runKernels(
  bundle: Bundle,
  wasm: KernelJob["wasm"],
  draft: Draft,
  emit: (event: HarnessEvent) => void,
): Promise<void> {
  const deadline = new Deadline();
  const limits = new StepLimits(bundle.limits, deadline);
  let inHand: Where = { side: "runner" };
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  enter("check");
  const child = new LimitedChild({
    entry: new URL("kernel-child.ts", harnessFolder),
    readable: [harnessFolder, packageFile],
    flags: [`--wasm-max-mem-pages=${bundle.limits.memoryMb * 16}`],
    logBytes: bundle.limits.logBytes,
    job: jobOf(bundle, wasm),
    message: KernelMessage,
    onMessage: receive,
  });
  const end = await Promise.race([
    finished.then(() => ({})),
    child.ended.then((ended) => ({ ended })),
    deadline.passed.then((limitMs) => ({ limitMs })),
  ]);
  deadline.disarm();
  await child.kill();
  const what = inHand.side === "runner" ? "harness" : "kernel";
  if ("ended" in end) fail("crash", `The ${what}'s process ended: ${end.ended}.`, inHand);
  if ("limitMs" in end) fail("limit", `The ${what} passed its time limit.`, inHand, end.limitMs);

  function receive(message: KernelMessage): void {
    switch (message.type) {
      case "stage":
        limits.enter(message.stage);
        if (message.stage !== draft.stage) enter(message.stage);
        break;
      case "begin":
        // Where both kernels run in turn, the one that was not tried before is the likelier to hang.
        inHand = { side: sideOf(message.side ?? "candidate"), label: message.label };
        limits.begin(message.label);
        break;
      case "check":
        keep({ ...message.fact, side: sideOf(message.fact.side) });
        break;
      case "block":
        draft.block(message.label, message.samples);
        break;
      case "timed":
        emit({ event: "case-timed", label: message.label, pairs: message.pairs });
        break;
      case "trap":
        fail("crash", message.message, { ...message, side: sideOf(message.side) });
        break;
      case "fault":
        fail("error", message.message, { side: "runner" });
        break;
      case "done":
        done();
    }
  }

  function enter(stage: Stage): void {
    draft.enter(stage);
    emit({ event: "stage-started", stage });
  }

  function keep(fact: CheckFact): void {
    draft.check(fact);
    if (fact.stage === "check") emit({ event: "case-checked", side: fact.side, label: fact.label });
    if (fact.mismatched > 0) fail("error", sayMismatch(fact), fact);
  }

  function fail(kind: FailureFact["kind"], message: string, { side = "runner", label }: Where, limitMs?: number): void {
    const where = { side, stage: draft.stage, ...(label !== undefined && { label }) };
    draft.fail({ ...where, kind, message, log: child.log, ...(limitMs !== undefined && { limitMs }) });
  }

  /** With no candidate, both sides of a pair are the baseline. */
  function sideOf(side: Side): Side {
    return bundle.candidate ? side : "baseline";
  }
}

/** A wrong output is why the run ends before its timing is complete. */
function sayMismatch({ mismatched, elements }: CheckFact): string {
  return `${mismatched} of ${elements} elements differ from the reference.`;
}

function jobOf({ problem, candidate, timing, secretSeed }: Bundle, wasm: KernelJob["wasm"]): KernelJob {
  const reference = typeof problem.config.reference === "string" ? problem.files[problem.config.reference] : undefined;
  return {
    reference: reference ?? "",
    wasm,
    hasCandidate: candidate !== null,
    tests: problem.tests,
    benchmarks: problem.benchmarks,
    budgetMsPerCase: timing.budgetMsPerCase,
    secretSeed,
  };
}
