import { type HarnessChoice, harnessOf } from "./launching/harness-of.ts";
import type { HarnessRun, LaunchOutcome } from "./launching/harness-process.ts";
import { launch } from "./launching/launch.ts";
import { readPythonHarness } from "./launching/python-harness.ts";
import { runLimitMs } from "./run-limit.ts";
import type { Runner } from "./runner-settings.ts";
import { weakSandbox } from "./sandbox-tiers.ts";

/** One run on a runner, outside of any queue: its harness is started for it and gone with it. */
export async function measureOnce(
  runner: Runner,
  run: Pick<HarnessRun, "bundle" | "onEvent" | "signal">,
  choice: HarnessChoice = { python: readPythonHarness },
): Promise<LaunchOutcome> {
  const { bundle } = run;
  const start = harnessOf(bundle.problem.lang, runner, choice);
  if (typeof start === "string") return { ok: false, failure: { kind: "lost", message: start, log: "" } };
  const outcome = await launch({ ...start, ...run, limitMs: runLimitMs(bundle) });
  const weak = outcome.ok ? weakSandbox(outcome.report, bundle) : null;
  return weak === null ? outcome : { ok: false, failure: { kind: "protocol", message: weak, log: "" } };
}
