import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { judgeReport } from "../../rounds/judging/judge-report.ts";
import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../rounds/judging/verdict/verdict-rules.ts";
import { SandboxTier } from "../../rounds/report.ts";
import { localRunner } from "../../rounds/store/queue.ts";
import { UserError } from "../../rounds/user-error.ts";
import { makeBundle } from "../../runner/make-bundle.ts";
import { measureOnce } from "../../runner/measure-once.ts";
import { readProblem } from "../../runner/problem.ts";
import type { Bundle } from "../../runner/protocol.ts";
import type { Runner } from "../../runner/runner-settings.ts";
import type { Card } from "../cards/card.ts";
import { casesSection, errorSection, verdictMood } from "../cards/verdict-card.ts";
import { loadConfig } from "../config.ts";
import { findRunner } from "../runner-choice.ts";
import type { RunnerPlan } from "../runner-keys.ts";
import { progressLine } from "../terminal/progress-line.ts";
import { renderCard, terminalLook } from "../terminal/render-card.ts";
import { runProgress } from "../terminal/run-progress.ts";
import { readCode } from "./code-argument.ts";
import { demoDataFolder, problemFolder } from "./paths.ts";
import { usageText } from "./run-cli.ts";
import { writeRunFiles } from "./run-files.ts";
import { findStoredSource } from "./stored-source.ts";
import { measuredRecord } from "./verdict-record.ts";

const usage = `Usage: npm run measure -- --candidate B [options]

Builds, checks and times a candidate against a baseline: a verdict without a round.
Code is a file, the name of a candidate that ships with the problem, "baseline",
settings of the baseline's knobs such as "num_ab_stage=3",
or sha:… as a verdict names it, from the season's data folder.

  --problem P        a problem in config/problems, or a folder (default: nvfp4-group-gemm-wasm)
  --baseline A       what must be beaten (default: the problem's own)
  --candidate B      what to measure
  --runner R         a runner of config/tank.yml (default: where runs of this problem go)
  --sandbox TIER     the least sandbox: full, user, container or wasm (default: full for native code)
  --budget-ms N      time spent on timing each case, in ms (default: 600, and 500 on a GPU)
  --least-effect 1%  the smallest change that counts
  --guard 5%         how much slower one case may surely be
  --report FILE      also keep the raw report; npm run judge reads it
  --bundle-out FILE  writes the bundle instead of measuring anything
  --stdin-out FILE   writes all that a machine with Python and torch needs on stdin, and says how to start it there
  --data FOLDER      where sha:… is looked up (default: data/demo in the project)
  --json             one line of JSON instead of the card
  --help             this text
`;

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
  const { verdict, machine } = await measure(options, run);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(measuredRecord(verdict))}\n`);
  } else {
    process.stdout.write(renderCard(measuredCard(verdict, machine), terminalLook(process.stdout)));
  }
  return 0;
}

interface Prepared {
  readonly runner: Runner;
  readonly bundle: Bundle;
}

async function prepare(options: Options, plan: RunnerPlan): Promise<Prepared> {
  if (options.candidate === undefined) {
    throw new UserError("usage", "There is no --candidate to measure.", "npm run measure -- --help shows how.");
  }
  const problem = await readProblem(problemFolder(options.problem));
  const find = (prefix: string) => findStoredSource(resolve(options.data), prefix);
  const baseline = await readCode(options.baseline ?? "baseline", problem, problem.baseline, find);
  const candidate = await readCode(options.candidate, problem, baseline, find);
  const name = options.runner ?? (problem.bundle.lang === "wasm" ? localRunner : plan.usual);
  const runner = findRunner(plan, name);
  const budgetMsPerCase = positive("--budget-ms", options["budget-ms"]);
  const sandbox = readTier(options.sandbox);
  const run = { problem, runId: "measure", attempt: 1, baseline, candidate, budgetMsPerCase, sandbox };
  return { runner, bundle: makeBundle({ ...run, runner: runner.settings }) };
}

async function measure(
  options: Options,
  { runner, bundle }: Prepared,
): Promise<{ readonly verdict: Verdict; readonly machine: string }> {
  const rules = readRules(options);
  const line = progressLine(process.stderr, process.stderr.isTTY ? "auto" : "silent");
  const onEvent = runProgress(runner.name, line);
  const outcome = await measureOnce(runner, { bundle, onEvent });
  line.clear();
  if (!outcome.ok) {
    const { message, log } = outcome.failure;
    throw new UserError(
      "runner-failed",
      `The runner failed, which says nothing about the candidate: ${message}`,
      log.trim() || "Run it again.",
    );
  }
  if (options.report !== undefined) writeFileSync(options.report, `${JSON.stringify(outcome.report)}\n`);
  const judged = judgeReport(outcome.report, rules);
  if ("fault" in judged)
    throw new UserError("no-verdict", judged.fault.detail, judged.fault.log.trim() || "Run it again.");
  return { verdict: judged, machine: outcome.report.machine.name };
}

function measuredCard(verdict: Verdict, machine: string): Card {
  return {
    title: `Verdict: ${verdict.verdict}`,
    lead: verdict.detail,
    mood: verdictMood(verdict.verdict),
    sections: [...errorSection(verdict), ...casesSection(verdict)],
    footer: `On ${machine}. Private: it counts for nobody's credibility.`,
  };
}

type Options = ReturnType<typeof readOptions>;

function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        problem: { type: "string", default: "nvfp4-group-gemm-wasm" },
        baseline: { type: "string" },
        candidate: { type: "string" },
        "budget-ms": { type: "string" },
        "least-effect": { type: "string" },
        guard: { type: "string" },
        report: { type: "string" },
        runner: { type: "string" },
        sandbox: { type: "string" },
        "bundle-out": { type: "string" },
        "stdin-out": { type: "string" },
        data: { type: "string", default: demoDataFolder },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run measure -- --help lists the options.");
  }
}

function readRules(options: Options): VerdictRules {
  const leastEffect = share("--least-effect", options["least-effect"]);
  const guard = share("--guard", options.guard);
  const asked = { ...(leastEffect === undefined ? {} : { leastEffect }), ...(guard === undefined ? {} : { guard }) };
  const rules = VerdictRules.safeParse(asked);
  if (rules.success) return rules.data;
  const [issue] = rules.error.issues;
  throw new UserError(
    "usage",
    `${issue?.path.join(".")}: ${issue?.message}.`,
    "npm run measure -- --help lists the options.",
  );
}

function readTier(text: string | undefined): SandboxTier | undefined {
  if (text === undefined) return undefined;
  const tier = SandboxTier.safeParse(text);
  if (tier.success) return tier.data;
  throw new UserError(
    "usage",
    `--sandbox can't be "${text.slice(0, 60)}".`,
    `Tiers: ${SandboxTier.options.join(", ")}.`,
  );
}

function share(option: string, text: string | undefined): number | undefined {
  if (text?.endsWith("%")) {
    const percent = positive(option, text.slice(0, -1));
    return percent === undefined ? undefined : percent / 100;
  }
  return positive(option, text);
}

function positive(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new UserError("usage", `${option} can't be "${text}".`, "Give a number above zero.");
}
