import type { Bundle } from "../protocol.ts";
import type { Runner } from "../runner-settings.ts";
import type { HarnessStart } from "./harness-process.ts";
import { placeholderValues } from "./launcher-placeholders.ts";
import { launcherWords } from "./launcher-words.ts";
import { type PythonHarness, pythonCommand } from "./python-harness.ts";
import { wasmHarnessCommand } from "./wasm-harness-command.ts";

/** From stdin's end to the kill: what a Python harness needs to end its sandboxes and remove their folders. */
const pythonGraceMs = 5_000;

/** By then a harness has ended, where its launcher passed on the end of stdin; srun in a queue does not read it. */
const termAfterMs = 3_500;

/** As long as a dead worker may go unnoticed (PROMISES R4): its harness is gone before the run's next attempt begins. */
const leashMs = 60_000;

/** Harnesses in place of ours; for tests. */
export interface HarnessChoice {
  readonly wasmCommand?: readonly string[] | undefined;
  readonly python: () => PythonHarness;
  /** How often a scheduler is asked for a job whose harness has said nothing yet. */
  readonly aliveEveryMs?: number | undefined;
}

/** How a runner starts the harness of a run; a sentence where it can't. */
export function harnessOf(bundle: Bundle, runner: Runner, choice: HarnessChoice): HarnessStart | string {
  const { settings, name } = runner;
  const isHere = settings.launcher.length === 0;
  if (bundle.problem.lang === "wasm") {
    if (isHere) return { command: choice.wasmCommand ?? wasmHarnessCommand() };
    return (
      `The runner ${name} is another machine, reached by ${settings.launcher[0]}, and a wasm problem is measured where ` +
      "its worker runs: send this season to a runner without a launcher (`seasons` in config/tank.yml)."
    );
  }
  return {
    command: launcherWords(settings, pythonCommand(settings.python), placeholderValues(bundle)),
    env: runner.env,
    preamble: choice.python().preamble,
    graceMs: pythonGraceMs,
    ...(!isHere && { termAfterMs, leashMs }),
  };
}
