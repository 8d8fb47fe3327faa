import { randomBytes } from "node:crypto";
import type { Report } from "../rounds/report.ts";
import type { RunOutcome } from "../rounds/run-outcome.ts";
import type { TakenRun } from "../rounds/store/worker-queries.ts";
import type { HarnessChoice } from "./launching/harness-of.ts";
import type { HarnessRun, LaunchOutcome } from "./launching/harness-process.ts";
import { bundleFor } from "./make-bundle.ts";
import { openMeasuring } from "./open-measuring.ts";
import { Bundle } from "./protocol.ts";
import type { Runner } from "./runner-settings.ts";

/**
 * What a report of the baseline against itself says against its runner, in a sentence for the host: `unfair` means that it
 * can't be trusted, `disturbed` that somebody else was in the way and it may try again.
 */
export type Guard = (report: Report) => { readonly kind: "unfair" | "disturbed"; readonly detail: string } | null;

/** A runner's harnesses, for one worker's life. */
export interface Bench extends AsyncDisposable {
  /** Null where the run was stopped; a fault of the kind `guard` means that this runner should measure nothing more. */
  measure(taken: TakenRun, run: Pick<HarnessRun, "onEvent" | "signal">): Promise<RunOutcome | null>;
}

export function openBench(runner: Runner, options: HarnessChoice & { readonly guard?: Guard | undefined }): Bench {
  const measuring = openMeasuring(runner, options);
  const guarded = new Set<string>();
  return {
    async measure(taken, run) {
      const bundle = bundleOf(taken, runner);
      const key = bundle.problem.sha256;
      if (options.guard !== undefined && needsGuard(bundle) && !guarded.has(key)) {
        const checked = outcomeOf(await measuring.run({ ...run, bundle: guardBundle(bundle) }));
        if (checked === null || checked.outcome === "fault") return checked;
        // What broke it off breaks off the run itself too, which then says whose fault it is.
        const complaint = checked.report.failure === undefined ? options.guard(checked.report) : null;
        if (complaint?.kind === "disturbed") return faultOf("disturbed", complaint.detail);
        if (complaint !== null) return faultOf("guard", guardText(runner.name, complaint.detail));
        if (checked.report.failure === undefined) guarded.add(key);
      }
      return outcomeOf(await measuring.run({ ...run, bundle }));
    },
    [Symbol.asyncDispose]: () => measuring[Symbol.asyncDispose](),
  };
}

/** A GPU is watched before a candidate is compared on it. */
function needsGuard({ candidate, device }: Bundle): boolean {
  return candidate !== null && device?.kind === "cuda";
}

/** The baseline against itself, on inputs of its own. */
function guardBundle(bundle: Bundle): Bundle {
  const { cases: _, integrity: __, ...timing } = bundle.timing;
  const secretSeed = randomBytes(32).toString("hex");
  return { ...bundle, runId: `guard-${bundle.runId}`, candidate: null, timing, secretSeed };
}

function guardText(name: string, complaint: string): string {
  return (
    `${complaint.trim()} So the runner ${name} has stopped itself and measures nothing more. ` +
    "Mend its machine and start its worker (or the bot) again; then /tank rerun measures what is missing."
  );
}

function outcomeOf(outcome: LaunchOutcome): RunOutcome | null {
  if (outcome.ok) return { outcome: "report", report: outcome.report };
  return outcome.failure.kind === "stopped" ? null : { outcome: "fault", ...outcome.failure };
}

function faultOf(kind: string, message: string): RunOutcome {
  return { outcome: "fault", kind, message, log: "" };
}

/** A run as its harness gets it. */
function bundleOf(taken: TakenRun, { settings }: Runner): Bundle {
  const { problem, baseline, candidate, budgetMsPerCase, secretSeed, attempt, timedCases, sandbox } = taken;
  const { checkMs, caseMs } = Bundle.shape.limits.pick({ checkMs: true, caseMs: true }).parse(limitsOf(problem.limits));
  const parts = {
    runId: String(taken.runId),
    attempt,
    problem: Bundle.shape.problem.parse(problem.bundle),
    baseline,
    candidate,
    budgetMsPerCase,
    limits: { ...problem.limits, checkMs, caseMs },
    secretSeed,
    ...(timedCases !== null && { timedCases }),
    ...(sandbox !== null && { sandbox }),
  };
  return Bundle.parse(bundleFor(parts, settings));
}

function limitsOf({ checkMs, caseMs }: Readonly<Record<string, number>>) {
  return { checkMs, caseMs };
}
