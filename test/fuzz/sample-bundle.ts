import { join } from "node:path";
import { problemFolder } from "../../src/bot/cli/paths.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import type { Bundle } from "../../src/runner/protocol.ts";

async function bundleOf(folder: string): Promise<Bundle> {
  const problem = await readProblem(folder);
  const secretSeed = "5".repeat(64);
  return makeBundle({ problem, runId: "run-1", attempt: 1, candidate: problem.baseline, secretSeed });
}

const fixtures = join(import.meta.dirname, "../fixtures/problems");

/** As the shipped problems and the fixtures make them, for both harnesses. */
export const sampleBundles: readonly Bundle[] = await Promise.all(
  [
    problemFolder("nvfp4-group-gemm"),
    problemFolder("nvfp4-group-gemm-wasm"),
    join(fixtures, "doubling"),
    join(fixtures, "py-sums"),
  ].map(bundleOf),
);

const [first] = sampleBundles;
if (first === undefined) throw new Error("there is no bundle");
export const sampleBundle: Bundle = first;
