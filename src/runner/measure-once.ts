import type { HarnessChoice } from "./launching/harness-of.ts";
import type { LaunchOutcome } from "./launching/harness-process.ts";
import type { AskedRun } from "./launching/open-harness.ts";
import { readPythonHarness } from "./launching/python-harness.ts";
import { openMeasuring } from "./open-measuring.ts";
import type { Runner } from "./runner-settings.ts";

/** One run on a runner, outside of any queue: its harness is started for it and gone with it. */
export async function measureOnce(
  runner: Runner,
  run: AskedRun,
  choice: HarnessChoice = { python: readPythonHarness },
): Promise<LaunchOutcome> {
  await using measuring = openMeasuring(runner, choice);
  return await measuring.run(run);
}
