import { join } from "node:path";
import { deflateSync } from "node:zlib";
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
const made: readonly Bundle[] = await Promise.all(
  [
    problemFolder("nvfp4-group-gemm"),
    problemFolder("nvfp4-group-gemm-wasm"),
    join(fixtures, "doubling"),
    join(fixtures, "py-sums"),
  ].map(bundleOf),
);

/** To a builder, and after it. */
function aroundBuilder(bundle: Bundle): readonly Bundle[] {
  const packed = deflateSync(Buffer.from([0, 0, 0, 2, 91, 93])).toString("base64");
  const sides = { baseline: { ms: 1.5, data: packed }, candidate: { ms: 0, data: "" } };
  return [
    { ...bundle, buildOnly: ["candidate"], device: { kind: "cpu", patienceMs: 0, architecture: "90a" } },
    { ...bundle, built: { sides, versions: { nvcc: "13.0.88" }, on: "build-box (a processor)" } },
  ];
}

export const sampleBundles: readonly Bundle[] = [...made, ...made.slice(-1).flatMap(aroundBuilder)];

const [first] = sampleBundles;
if (first === undefined) throw new Error("there is no bundle");
export const sampleBundle: Bundle = first;
