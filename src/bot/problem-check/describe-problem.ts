import type { Problem } from "../../runner/problem.ts";
import { listText, plural } from "../cards/numbers.ts";
import type { ProblemFinding } from "./check-problem.ts";
import { findOddKeys } from "./find-odd-keys.ts";
import { findTextBooleans } from "./find-text-booleans.ts";

const languages = { py: "Python", cu: "CUDA", wasm: "WebAssembly" } as const;

/** What was read, before anything runs. */
export function describeProblem(problem: Problem): readonly ProblemFinding[] {
  const { bundle, method, baseline, baselineFrom, candidates } = problem;
  const names = Object.keys(candidates);
  const judge = bundle.tolerance
    ? "a tolerance"
    : bundle.lang === "wasm"
      ? "its reference's tolerance"
      : "its own check";
  const counts = [
    `${plural(Object.keys(bundle.files).length, "file")} beside the kernel`,
    plural(bundle.tests.length, "test"),
    plural(bundle.benchmarks.length, "case"),
  ];
  return [
    { part: "Folder", mark: "good", detail: `${languages[bundle.lang]}; ${listText(counts)}` },
    {
      part: "Method",
      mark: "good",
      detail:
        method.name === "pairs"
          ? `pairs in one process; ${judge} decides what is right`
          : `its own evaluator, a process at a time, since ${method.because}`,
    },
    { part: "Baseline", mark: "good", detail: `${baselineFrom}${filesText(Object.keys(baseline))}` },
    ...(bundle.build === undefined ? [] : [{ part: "Build", mark: "good" as const, detail: bundle.build }]),
    {
      part: "Candidates",
      mark: "open",
      detail: names.length === 0 ? "none come with it" : `${listText(names)} (not built)`,
    },
    ...findTextBooleans(problem),
    ...findOddKeys(problem),
  ];
}

function filesText(names: readonly string[]): string {
  return names.length === 1 ? "" : ` (${listText(names)})`;
}
