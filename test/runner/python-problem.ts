import { fileURLToPath } from "node:url";
import { readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import { bundleFor } from "../../src/runner/make-bundle.ts";
import type { Bundle } from "../../src/runner/protocol.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";

/** Speaks the protocol in a real process, and measures nothing. */
export const standIn = readPythonHarness(
  fileURLToPath(new URL("../fixtures/harness/stand-in-python", import.meta.url)),
);

export const pythonProblem: Bundle["problem"] = {
  name: "python-doubling",
  sha256: "e".repeat(64),
  lang: "py",
  files: { "reference.py": "" },
  submissionName: "submission.py",
  config: { main: "submission.py" },
  tests: [],
  benchmarks: [
    { label: "one", spec: { n: 1 } },
    { label: "two", spec: { n: 2 } },
  ],
};

/** A kernel that tells the stand-in what to do. */
export const told = (...wishes: readonly string[]) => ({
  "submission.py": wishes.map((wish) => `# stand-in: ${wish}\n`).join(""),
});

export function pythonBundle(candidate: Bundle["candidate"], runId = "run-1"): Bundle {
  return bundleFor(
    {
      runId,
      attempt: 1,
      problem: pythonProblem,
      baseline: told(),
      candidate,
      budgetMsPerCase: 50,
      limits: { checkMs: 1000, caseMs: 1000 },
      secretSeed: "5".repeat(64),
    },
    plainRunner("local").settings,
  );
}
