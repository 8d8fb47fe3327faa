import { fileURLToPath } from "node:url";
import type { LaunchOutcome } from "../../src/runner/launching/harness-process.ts";
import { launch } from "../../src/runner/launching/launch.ts";
import { wasmHarnessCommand } from "../../src/runner/launching/wasm-harness-command.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import type { Bundle, Files, HarnessEvent } from "../../src/runner/protocol.ts";

export const doublingFolder = fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url));
const problem = await readProblem(doublingFolder);

/** A kernel of the doubling problem with this body; `from`, `to` and `count` are its parameters. */
export function kernel(body: string, before = ""): Files {
  return {
    "submission.ts": `${before}\nexport function double(from: usize, to: usize, count: i32): void {\n  ${body}\n}\n`,
  };
}

/** What the baseline does, for a kernel that does something else besides. */
export const honestBody = "for (let i = 0; i < count; i++) store<f32>(to + i * 4, <f32>load<u8>(from + i) * 2);";

export function doublingBundle(
  candidate: Files | null,
  limits: Partial<Bundle["limits"]> = {},
  timedCases?: readonly string[],
): Bundle {
  const run = { problem, runId: "run-1", attempt: 1, candidate, budgetMsPerCase: 5, limits };
  return makeBundle({ ...run, ...(timedCases && { timedCases }) });
}

/** One whole run of the real harness, too short for a verdict and long enough for every stage. */
export async function runDoubling(
  candidate: Files | null,
  limits: Partial<Bundle["limits"]> = {},
  timedCases?: readonly string[],
) {
  const events: HarnessEvent[] = [];
  const outcome = await launch({
    command: wasmHarnessCommand(),
    bundle: doublingBundle(candidate, limits, timedCases),
    onEvent: (event) => events.push(event),
    limitMs: 60_000,
  });
  return { report: reportOf(outcome), events };
}

function reportOf(outcome: LaunchOutcome) {
  if (!outcome.ok) throw new Error(`${outcome.failure.message}\n${outcome.failure.log}`);
  return outcome.report;
}
