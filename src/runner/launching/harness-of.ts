import type { Bundle } from "../protocol.ts";
import type { Runner } from "../runner-settings.ts";
import type { HarnessStart } from "./harness-process.ts";
import { launcherWords } from "./launcher-words.ts";
import { type PythonHarness, pythonCommand } from "./python-harness.ts";
import { wasmHarnessCommand } from "./wasm-harness-command.ts";

/** From stdin's end to the kill: what a Python harness needs to end its sandboxes and remove their folders. */
const pythonGraceMs = 5_000;

/** Harnesses in place of ours; for tests. */
export interface HarnessChoice {
  readonly wasmCommand?: readonly string[] | undefined;
  readonly python: () => PythonHarness;
}

/** How a runner starts the harness of a language; a sentence where it can't. */
export function harnessOf(
  lang: Bundle["problem"]["lang"],
  runner: Runner,
  choice: HarnessChoice,
): HarnessStart | string {
  const { settings, name } = runner;
  if (lang === "wasm") {
    if (settings.launcher.length === 0) return { command: choice.wasmCommand ?? wasmHarnessCommand() };
    return (
      `The runner ${name} is another machine, reached by ${settings.launcher[0]}, and a wasm problem is measured where ` +
      "its worker runs: send this season to a runner without a launcher (`seasons` in config/tank.yml)."
    );
  }
  return {
    command: launcherWords(settings, pythonCommand(settings.python)),
    env: runner.env,
    preamble: choice.python().preamble,
    graceMs: pythonGraceMs,
  };
}
