import { randomBytes } from "node:crypto";
import type { Report } from "../rounds/report.ts";
import type { RunOutcome } from "../rounds/run-outcome.ts";
import type { TakenRun } from "../rounds/store/worker-queries.ts";
import { type HarnessChoice, harnessOf } from "./launching/harness-of.ts";
import type { HarnessRun, HarnessStart, LaunchOutcome } from "./launching/harness-process.ts";
import { launch } from "./launching/launch.ts";
import { openServeSession, type ServeSession } from "./launching/serve-session.ts";
import { bundleFor } from "./make-bundle.ts";
import { Bundle } from "./protocol.ts";
import { runLimitMs } from "./run-limit.ts";
import type { Runner } from "./runner-settings.ts";
import { weakSandbox } from "./sandbox-tiers.ts";

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
  let session: ServeSession | null = null;
  const guarded = new Set<string>();

  const runOne = async (start: HarnessStart, bundle: Bundle, run: Pick<HarnessRun, "onEvent" | "signal">) => {
    const one: HarnessRun = { ...run, bundle, limitMs: runLimitMs(bundle) };
    if (!runner.settings.serve || bundle.problem.lang === "wasm") return launch({ ...start, ...one });
    session ??= openServeSession(start);
    return session.run(one);
  };

  return {
    async measure(taken, run) {
      const bundle = bundleOf(taken, runner);
      const start = harnessOf(bundle.problem.lang, runner, options);
      if (typeof start === "string") return faultOf("lost", start);
      const key = bundle.problem.sha256;
      if (options.guard !== undefined && needsGuard(bundle) && !guarded.has(key)) {
        const checked = outcomeOf(await runOne(start, guardBundle(bundle), run), bundle);
        if (checked === null || checked.outcome === "fault") return checked;
        // What broke it off breaks off the run itself too, which then says whose fault it is.
        const complaint = checked.report.failure === undefined ? options.guard(checked.report) : null;
        if (complaint?.kind === "disturbed") return faultOf("disturbed", complaint.detail);
        if (complaint !== null) return faultOf("guard", guardText(runner.name, complaint.detail));
        if (checked.report.failure === undefined) guarded.add(key);
      }
      return outcomeOf(await runOne(start, bundle, run), bundle);
    },
    async [Symbol.asyncDispose]() {
      await session?.[Symbol.asyncDispose]();
    },
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

function outcomeOf(outcome: LaunchOutcome, bundle: Bundle): RunOutcome | null {
  if (!outcome.ok) return outcome.failure.kind === "stopped" ? null : { outcome: "fault", ...outcome.failure };
  const weak = weakSandbox(outcome.report, bundle);
  return weak === null ? { outcome: "report", report: outcome.report } : faultOf("sandbox", weak);
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
