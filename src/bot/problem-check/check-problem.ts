import { type Fault, findFault, findGap } from "../../rounds/judging/facts/report-fault.ts";
import { judgeBaseline } from "../../rounds/judging/judge-baseline.ts";
import { measureSamples } from "../../rounds/judging/statistics/measure-samples.ts";
import { VerdictRules } from "../../rounds/judging/verdict/verdict-rules.ts";
import type { Report, SandboxTier } from "../../rounds/report.ts";
import { makeBundle } from "../../runner/make-bundle.ts";
import { measureOnce } from "../../runner/measure-once.ts";
import type { Problem } from "../../runner/problem.ts";
import type { HarnessEvent } from "../../runner/protocol.ts";
import type { Runner } from "../../runner/runner-settings.ts";
import { plural } from "../cards/numbers.ts";
import { type Explained, explainFailure } from "./explain-failure.ts";
import { zeroKernel } from "./zero-kernel.ts";

/** One thing that was looked at: fine, worth a look, or in the way of playing; or one that was not. */
export interface ProblemFinding {
  readonly part: string;
  /** `open`: nobody looked. */
  readonly mark: "good" | "warning" | "bad" | "open";
  readonly detail: string;
  readonly remedy?: string;
}

export interface CheckedProblem {
  readonly findings: readonly ProblemFinding[];
  /** The baseline's times, where it could be timed. */
  readonly cases: readonly BaselineTime[];
}

interface BaselineTime {
  readonly label: string;
  readonly us: number | null;
}

const rules = VerdictRules.parse({});

export interface CheckPlace {
  readonly runner: Runner;
  readonly sandbox: SandboxTier | undefined;
  readonly budgetMsPerCase: number;
  readonly onEvent: (event: HarnessEvent) => void;
}

/** Builds, checks and times the baseline for real, and then tries whether the check would refuse zeros. */
export async function checkProblem(problem: Problem, place: CheckPlace): Promise<CheckedProblem> {
  const part = `Baseline on ${place.runner.name}`;
  const outcome = await run(problem, place, null);
  if (!outcome.ok) {
    const { message, log } = outcome.failure;
    const remedy = log.trim().split("\n").at(-1) || "`npm run tank -- doctor` looks at the runners.";
    return { findings: [{ part, mark: "bad", detail: message, remedy }], cases: [] };
  }
  const { report } = outcome;
  const fault = findFault(report) ?? findGap(report);
  if (fault !== null) {
    const { detail, remedy } = explainFault(report, fault, problem);
    return { findings: [{ part, mark: "bad", detail, remedy }], cases: [] };
  }
  const cases = problem.labels.length === 1 ? "its one case" : `all ${problem.labels.length} cases`;
  const tests = problem.bundle.tests.length === 0 ? "" : ` and ${plural(problem.bundle.tests.length, "test")}`;
  const detail = `built, right in ${cases}${tests}, and timed on ${report.machine.name}, sandbox ${report.sandbox}`;
  const findings = [{ part, mark: "good" as const, detail }, ...findNoise(place, report)];
  return { findings: [...findings, await tryZeros(problem, place)], cases: baselineTimes(report) };
}

function explainFault(report: Report, { kind, detail }: Fault, problem: Problem): Explained {
  const { failure, checks, tampering = [] } = report;
  const isWrong = checks.some(({ side, mismatched }) => side === "baseline" && mismatched > 0);
  const isCheat = tampering.some(({ side }) => side === "baseline");
  if (kind === "baseline-wrong" && isWrong && !isCheat)
    return { detail, remedy: "Baseline and reference disagree; mend whichever is wrong." };
  const explained = failure === undefined ? null : explainFailure(failure, problem);
  return explained ?? { detail, remedy: "Mend the baseline, or name another one." };
}

/** A restless machine says nothing about the problem, and much about the verdicts that it would give. */
function findNoise({ runner }: CheckPlace, report: Report): readonly ProblemFinding[] {
  const judged = judgeBaseline(report, rules);
  if (!("fault" in judged)) return [];
  const remedy = "Check again when the machine is quiet, or with a larger --budget-ms.";
  return [{ part: `Calm of ${runner.name}`, mark: "warning", detail: judged.fault.detail, remedy }];
}

function baselineTimes(report: Report): readonly BaselineTime[] {
  return measureSamples(report.cases, rules.clock).cases.map(({ label, measured }) => {
    return { label, us: measured === null ? null : measured.baselineNs / 1000 };
  });
}

async function tryZeros(problem: Problem, place: CheckPlace): Promise<ProblemFinding> {
  const part = "An output of zeros";
  const kernel = zeroKernel(problem);
  if (typeof kernel === "string") return { part, mark: "open", detail: `not tried: ${kernel}` };
  const outcome = await run(problem, place, kernel);
  if (!outcome.ok)
    return { part, mark: "warning", detail: `could not be tried: ${outcome.failure.message}`, remedy: "Check again." };
  return judgeZeros(part, outcome.report);
}

function judgeZeros(part: string, { checks, failure }: Report): ProblemFinding {
  const own = checks.filter(({ side, stage }) => side === "candidate" && stage === "check");
  const passed = own.filter(({ mismatched }) => mismatched === 0).map(({ label }) => label);
  if (own.length === 0) {
    const why = failure?.message ?? "the runner reported no check of it";
    return {
      part,
      mark: "warning",
      detail: `could not be tried: ${why}`,
      remedy: "Make sure by hand that a wrong output is refused.",
    };
  }
  if (passed.length === 0)
    return { part, mark: "good", detail: `is refused in every one of ${plural(own.length, "case")}` };
  const where = passed.length === own.length ? "every case: the check never fails" : passed.slice(0, 3).join(", ");
  const more = passed.length > 3 && passed.length < own.length ? ` and ${passed.length - 3} more` : "";
  const remedy =
    "A kernel that does nothing is right there: let the check compare with the reference, and inputs give other results than zero.";
  return { part, mark: "warning", detail: `passes ${where}${more}`, remedy };
}

/** @param candidate null: the baseline is built, checked and timed; a kernel: it is built and checked */
function run(problem: Problem, place: CheckPlace, candidate: Problem["baseline"] | null) {
  const { runner, sandbox, budgetMsPerCase, onEvent } = place;
  const timed = candidate === null ? {} : { timedCases: [] };
  const made = { problem, runId: "check", attempt: 1, candidate, sandbox, budgetMsPerCase, ...timed };
  return measureOnce(runner, { bundle: makeBundle({ ...made, runner: runner.settings }), onEvent });
}
