import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleFor } from "../../src/runner/make-bundle.ts";
import { nameTests } from "../../src/runner/problem/cases.ts";
import { parseTaskFile } from "../../src/runner/problem/task-file.ts";
import type { Bundle, Files } from "../../src/runner/protocol.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";

/** Three small problems of ours in GPU MODE's format, each with an evaluator of its own. */
export type EvaluatorProblem = "own-evaluator" | "torch-own-evaluator" | "cuda-own-evaluator";

const folderOf = (name: EvaluatorProblem) => fileURLToPath(new URL(`../fixtures/problems/${name}/`, import.meta.url));

export const fileOf = (name: EvaluatorProblem, file: string) => readFileSync(folderOf(name) + file, "utf8");

/** A problem's part of a bundle, measured by its own evaluator. */
export function evaluatorProblem(name: EvaluatorProblem): Bundle["problem"] {
  const task = parseTaskFile(fileOf(name, "task.yml"), `${name}/task.yml`);
  const files: Files = {};
  let submissionName = "";
  for (const { name: file, source } of task.files) {
    if (source === "@SUBMISSION@") submissionName = file;
    else files[file] = fileOf(name, source);
  }
  return {
    name,
    sha256: "e".repeat(64),
    lang: task.lang,
    method: "evaluator",
    files,
    submissionName,
    config: task.config,
    tests: nameTests(task.tests),
    benchmarks: task.benchmarks.map((spec, index) => ({ label: ["small", "large", "largest"][index] ?? "", spec })),
  };
}

/** The problem in CUDA on a processor, and small enough for one. */
export function cudaOnHost(): Bundle["problem"] {
  const written = evaluatorProblem("cuda-own-evaluator");
  return {
    ...written,
    config: {
      ...written.config,
      defines: { LARGEST_ROW: "1048576", HOST_ONLY: "" },
      compile_flags: ["-O0", "-lineinfo"],
    },
    benchmarks: [
      { label: "small", spec: { rows: 4, width: 64, seed: 1 } },
      { label: "large", spec: { rows: 16, width: 256, seed: 2 } },
    ],
  };
}

/** A run on this machine's processor. `checkOnly`: nothing is timed. */
export function evaluatorBundle(
  problem: Bundle["problem"],
  baseline: Files,
  candidate: Files | null,
  { checkOnly = false, limits = {} }: { checkOnly?: boolean; limits?: Partial<Bundle["limits"]> } = {},
): Bundle {
  return bundleFor(
    {
      runId: "run-1",
      attempt: 1,
      problem,
      baseline,
      candidate,
      budgetMsPerCase: 500,
      ...(checkOnly && { timedCases: [] }),
      limits: { checkMs: 40_000, caseMs: 20_000, ...limits },
      secretSeed: "5".repeat(64),
    },
    { ...plainRunner("local").settings, device: "cpu" },
  );
}
