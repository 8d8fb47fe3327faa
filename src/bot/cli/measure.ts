import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Fault } from "../../rounds/judging/facts/report-fault.ts";
import { judgeReport } from "../../rounds/judging/judge-report.ts";
import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import type { Report } from "../../rounds/report.ts";
import { localRunner } from "../../rounds/store/queue.ts";
import { UserError } from "../../rounds/user-error.ts";
import { makeBundle } from "../../runner/make-bundle.ts";
import { measureOnce } from "../../runner/measure-once.ts";
import type { Bundle } from "../../runner/protocol.ts";
import type { Runner } from "../../runner/runner-settings.ts";
import { measuredCard } from "../cards/measured-card.ts";
import { loadConfig } from "../config.ts";
import { noGpuHint } from "../no-gpu-hint.ts";
import { findRunner } from "../runner-choice.ts";
import type { RunnerPlan } from "../runner-keys.ts";
import { progressLine } from "../terminal/progress-line.ts";
import { renderCard, terminalLook } from "../terminal/render-card.ts";
import { runProgress } from "../terminal/run-progress.ts";
import { readCode } from "./code-argument.ts";
import { type MeasureOptions, positive, readOptions, readRules, readTier, usage } from "./measure-options.ts";
import { readNamedProblem } from "./named-problem.ts";
import { writeRunFiles } from "./run-files.ts";
import { findStoredSource } from "./stored-source.ts";
import { measuredRecord } from "./verdict-record.ts";

export async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { plan } = loadConfig();
  const run = await prepare(options, plan);
  const files = { bundleOut: options["bundle-out"], stdinOut: options["stdin-out"] };
  if (files.bundleOut !== undefined || files.stdinOut !== undefined) {
    process.stdout.write(writeRunFiles(run.bundle, run.runner.settings.python, files));
    return 0;
  }
  const { verdict, report } = await measure(options, run, plan);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(measuredRecord(verdict))}\n`);
  } else {
    process.stdout.write(renderCard(measuredCard(verdict, report), terminalLook(process.stdout)));
  }
  return 0;
}

interface Prepared {
  readonly runner: Runner;
  readonly bundle: Bundle;
}

async function prepare(options: MeasureOptions, plan: RunnerPlan): Promise<Prepared> {
  if (options.candidate === undefined) {
    throw new UserError("usage", "There is no --candidate to measure.", "npm run measure -- --help shows how.");
  }
  const { problem, season } = await readNamedProblem(options.problem);
  const find = (prefix: string) => findStoredSource(resolve(options.data), prefix);
  const baseline = await readCode(options.baseline ?? "baseline", problem, problem.baseline, find);
  const candidate = await readCode(options.candidate, problem, baseline, find);
  const usual = season === null ? undefined : plan.bySeason[season];
  const name = options.runner ?? usual ?? (problem.bundle.lang === "wasm" ? localRunner : plan.usual);
  const runner = findRunner(plan, name);
  const budgetMsPerCase = positive("--budget-ms", options["budget-ms"]);
  const sandbox = readTier(options.sandbox);
  const run = { problem, runId: "measure", attempt: 1, baseline, candidate, budgetMsPerCase, sandbox };
  return { runner, bundle: makeBundle({ ...run, runner: runner.settings }) };
}

async function measure(
  options: MeasureOptions,
  { runner, bundle }: Prepared,
  plan: RunnerPlan,
): Promise<{ readonly verdict: Verdict; readonly report: Report }> {
  const rules = readRules(options);
  const line = progressLine(process.stderr, process.stderr.isTTY ? "auto" : "silent");
  const onEvent = runProgress(runner.name, line);
  const outcome = await measureOnce(runner, { bundle, onEvent });
  line.clear();
  if (!outcome.ok) {
    const { message, log } = outcome.failure;
    const hint = noGpuHint(message, plan, runner.name) ?? (log.trim() || "Run it again.");
    throw new UserError("runner-failed", `The runner failed, which says nothing about the candidate: ${message}`, hint);
  }
  if (options.report !== undefined) writeFileSync(options.report, `${JSON.stringify(outcome.report)}\n`);
  const judged = judgeReport(outcome.report, rules);
  if ("fault" in judged) throw noVerdict(judged.fault, noGpuHint(judged.fault.detail, plan, runner.name));
  return { verdict: judged, report: outcome.report };
}

function noVerdict({ kind, detail, log }: Fault, hint: string | null): UserError {
  const wayOut = kind === "runner" ? "Run it again when that is mended." : "Mend the baseline first.";
  return new UserError("no-verdict", `No verdict: ${detail}`, hint ?? (log.trim() || wayOut));
}
