import type { CandidateFiles } from "../../rounds/candidate.ts";
import { type BaselineCase, judgeBaseline } from "../../rounds/judging/judge-baseline.ts";
import { VerdictRules } from "../../rounds/judging/verdict/verdict-rules.ts";
import { UserError } from "../../rounds/user-error.ts";
import { makeBundle } from "../../runner/make-bundle.ts";
import { measureOnce } from "../../runner/measure-once.ts";
import type { Problem } from "../../runner/problem.ts";
import type { HarnessEvent } from "../../runner/protocol.ts";
import type { Runner } from "../../runner/runner-settings.ts";
import { noGpuHint } from "../no-gpu-hint.ts";
import type { RunnerPlan } from "../runner-keys.ts";

/** What a baseline that is right in every case takes, and on what. */
export interface CheckedBaseline {
  readonly machine: string;
  readonly cases: readonly BaselineCase[];
}

/**
 * Builds, checks and times a kernel for real, as a round's opening does.
 * @throws UserError that names the failing case of one that is wrong.
 */
export async function checkBaseline(
  problem: Problem,
  baseline: CandidateFiles,
  runner: Runner,
  onEvent: (event: HarnessEvent) => void,
  plan: RunnerPlan,
): Promise<CheckedBaseline> {
  const run = { problem, runId: "init", attempt: 1, baseline, candidate: null, budgetMsPerCase: 250 };
  const outcome = await measureOnce(runner, { bundle: makeBundle({ ...run, runner: runner.settings }), onEvent });
  if (!outcome.ok) throw runnerFailed(outcome.failure, noGpuHint(outcome.failure.message, plan, runner.name));
  const judged = judgeBaseline(outcome.report, VerdictRules.parse({}));
  if (!("fault" in judged)) return { machine: outcome.report.machine.name, cases: judged.cases };
  const { kind, detail, log } = judged.fault;
  if (kind === "runner") throw runnerFailed({ message: detail, log }, noGpuHint(detail, plan, runner.name));
  throw new UserError(
    "baseline-wrong",
    detail,
    "Nothing was written. Mend the kernel and start again, or begin from the problem's own: --baseline baseline",
  );
}

function runnerFailed(
  { message, log }: { readonly message: string; readonly log: string },
  hint: string | null,
): UserError {
  const said = `The runner failed, which says nothing about the baseline: ${message}`;
  return new UserError("runner-failed", said, hint ?? (log.trim() || "Run it again."));
}
