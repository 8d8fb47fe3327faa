import { parseArgs } from "node:util";
import { UserError } from "../../../rounds/user-error.ts";
import type { Problem } from "../../../runner/problem.ts";
import { problemCard } from "../../cards/problem-card.ts";
import { loadConfig } from "../../config.ts";
import { type CheckedProblem, checkProblem } from "../../problem-check/check-problem.ts";
import { describeProblem } from "../../problem-check/describe-problem.ts";
import { findRunner, runnerChoice } from "../../runner-choice.ts";
import type { RunnerPlan } from "../../runner-keys.ts";
import { progressLine } from "../../terminal/progress-line.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { runProgress } from "../../terminal/run-progress.ts";
import { positive, readTier } from "../measure-options.ts";
import { readNamedProblem } from "../named-problem.ts";
import { usageText } from "../run-cli.ts";

const usage = `Usage: npm run tank -- problem check FOLDER [options]

Reads a problem in GPU MODE's format and says what was found; then builds, checks and times its baseline on a runner,
the reference against itself too, and tries whether an output of zeros would pass. FOLDER is a path, a name in
config/problems, or a season's file (.yml), whose overlay and baseline are then looked at as well.

  --runner R       a runner of config/tank.yml (default: where runs of this problem go)
  --sandbox TIER   the least sandbox: full, user, container or wasm (default: full for native code)
  --budget-ms N    time spent on timing each case, in ms (default: 250)
  --read           only reads, and runs nothing
  --json           one line of JSON instead of the card
  --help           this text

Exit code 0 where it can be played, 1 where something is in the way.
`;

/** `npm run tank -- problem check FOLDER`. */
export async function problemCheck(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [path, another] = positionals;
  if (path === undefined || another !== undefined) {
    throw new UserError("usage", "Name one problem.", "npm run tank -- problem check --help shows how.");
  }
  const { problem, season } = await readNamedProblem(path);
  const read = describeProblem(problem);
  const ran = values.read ? { findings: [], cases: [] } : await runIt(problem, season, values);
  const checked = { ...ran, findings: [...read, ...ran.findings] };
  if (values.json) {
    const { name, title, sha256, labels } = problem;
    process.stdout.write(`${JSON.stringify({ name, title, sha256, labels, ...checked })}\n`);
  } else process.stdout.write(renderCard(problemCard(problem, checked), terminalLook(process.stdout)));
  return checked.findings.some(({ mark }) => mark === "bad") ? 1 : 0;
}

type Options = ReturnType<typeof readOptions>["values"];

async function runIt(problem: Problem, season: string | null, options: Options): Promise<CheckedProblem> {
  const { plan } = loadConfig();
  const runner = findRunner(plan, options.runner ?? usualRunner(plan, problem, season));
  const line = progressLine(process.stderr, process.stderr.isTTY ? "auto" : "silent");
  const place = {
    runner,
    sandbox: readTier(options.sandbox),
    budgetMsPerCase: positive("--budget-ms", options["budget-ms"]) ?? 250,
    onEvent: runProgress(runner.name, line),
  };
  return checkProblem(problem, place).finally(() => line.clear());
}

function usualRunner(plan: RunnerPlan, problem: Problem, season: string | null): string {
  return runnerChoice(plan).chosenFor({ name: season ?? "", problem: problem.bundle });
}

function readOptions(argv: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const options = { runner: text, sandbox: text, "budget-ms": text, read: flag, json: flag, help: flag } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- problem check --help lists the options.");
  }
}
