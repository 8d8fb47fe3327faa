import { randomUUID } from "node:crypto";
import { judgeReport } from "../../rounds/judging/judge-report.ts";
import { VerdictRules } from "../../rounds/judging/verdict/verdict-rules.ts";
import { localRunner } from "../../rounds/store/queue.ts";
import { UserError } from "../../rounds/user-error.ts";
import { makeBundle } from "../../runner/make-bundle.ts";
import { measureOnce } from "../../runner/measure-once.ts";
import { readProblem } from "../../runner/problem.ts";
import { plainRunner } from "../../runner/runner-settings.ts";

/**
 * Measures the embedded baseline against a copy of itself, from build to verdict.
 * Anything but "no difference" means that this machine's verdicts can't be trusted now.
 */
export async function examineRunner(problemFolder: string): Promise<string> {
  const problem = await readProblem(problemFolder);
  const bundle = makeBundle({ problem, runId: randomUUID(), attempt: 1, candidate: null });
  const outcome = await measureOnce(plainRunner(localRunner), { bundle });
  if (!outcome.ok) {
    throw new UserError("runner", outcome.failure.message, outcome.failure.log.trim() || "Run the doctor again.");
  }
  const { report } = outcome;
  const judged = judgeReport(report, VerdictRules.parse({}));
  if ("fault" in judged)
    throw new UserError("runner", judged.fault.detail, "Run the doctor again when the machine is quiet.");
  const facts = `${report.machine.name}, sandbox ${report.sandbox}`;
  if (judged.verdict === "no difference")
    return `${facts}; the baseline against itself: no difference, ${judged.detail}`;
  throw new UserError(
    "noisy-runner",
    `${facts}; the baseline against itself came out as "${judged.verdict}": ${judged.detail}`,
    "Stop what else runs on this machine and look again; until then its verdicts can't be trusted.",
  );
}
