import { fileURLToPath } from "node:url";
import { makeBundle } from "../../../src/runner/make-bundle.ts";
import { type Problem, readProblem } from "../../../src/runner/problem.ts";
import type { Bundle } from "../../../src/runner/protocol.ts";
import type { Session } from "./sessions.ts";

const folderOf = (name: string) => fileURLToPath(new URL(`../../fixtures/problems/${name}`, import.meta.url));

/** Kernels of one file have nothing to build. */
const buildLibrary =
  "test ! -e swiglu.cu || nvcc -O3 -shared -Xcompiler -fPIC -gencode=arch=compute_$CUDA_ARCH,code=sm_$CUDA_ARCH -o swiglu.so swiglu.cu";

const swigluCandidates = {
  slower: { description: "The sigmoid by itself", file: "slower.py" },
  "broken-inline": { description: "Inline CUDA that does not compile", file: "broken-inline.py" },
  several: { description: "A library of its own, from CUDA", files: "several" },
};
const scanCandidates = {
  "block-scan": { description: "A block a row", file: "block-scan.cu" },
  broken: { description: "Does not compile", file: "broken.cu" },
};

/** Folders in GPU MODE's format, unmodified: by pairs, by their own evaluator, in CUDA, with a build command. */
export async function ownProblems(): Promise<readonly Session[]> {
  const candidates = swigluCandidates;
  const swiglu = folderOf("torch-own-evaluator");
  const byPairs = await readProblem(swiglu, { baseline: "baseline.py", candidates, build: buildLibrary });
  const byEvaluator = await readProblem(swiglu, { baseline: "baseline.py", candidates, method: "evaluator" });
  const inCuda = await readProblem(folderOf("cuda-own-evaluator"), {
    baseline: "baseline.cu",
    candidates: scanCandidates,
  });
  return [
    { name: "by-pairs", bundles: runs(byPairs, ["slower", "broken-inline", "several"]) },
    { name: "by-evaluator", bundles: runs(byEvaluator, ["slower", "broken-inline"]) },
    { name: "in-cuda", bundles: runs(inCuda, ["block-scan", "broken"]) },
  ];
}

/** The same kernel handed in again and again: each time in pairs, and in as many processes of its evaluator. */
export async function identicalSubmissions(submissions: number): Promise<readonly Session[]> {
  const swiglu = folderOf("torch-own-evaluator");
  const byPairs = await readProblem(swiglu, { baseline: "baseline.py" });
  const byEvaluator = await readProblem(swiglu, { baseline: "baseline.py", method: "evaluator" });
  const copies = (problem: Problem, count: number) =>
    Array.from({ length: count }, (_, index) =>
      makeBundle({ problem, runId: `copy-${index + 1}`, attempt: 1, candidate: problem.baseline }),
    );
  const processesOfRun = 10;
  return [
    { name: "identical-pairs", bundles: copies(byPairs, submissions) },
    { name: "identical-evaluator", bundles: copies(byEvaluator, Math.ceil(submissions / processesOfRun)) },
  ];
}

function runs(problem: Problem, names: readonly string[]): readonly Bundle[] {
  return names.map((name) => {
    const entry = problem.candidates[name];
    if (entry?.kind !== "files") throw new Error(`${problem.name} has no files for ${name}.`);
    return makeBundle({ problem, runId: name, attempt: 1, candidate: entry.files });
  });
}
