import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import type { Bundle, Files } from "../../src/runner/protocol.ts";

export const pySumsFolder = fileURLToPath(new URL("../fixtures/problems/py-sums", import.meta.url));
const problem = await readProblem(pySumsFolder);

/** A candidate of the row sums by its file's name, such as `faster` or `cheat-skips-seen`. */
export async function pySumsCandidate(name: string): Promise<Files> {
  return { "submission.py": await readFile(join(pySumsFolder, `${name}.py`), "utf8") };
}

/** A run of the row sums on this machine's processor, too short for a verdict and long enough for every stage. */
export function pySumsBundle(candidate: Files | null, limits: Partial<Bundle["limits"]> = {}): Bundle {
  const made = makeBundle({ problem, runId: "run-1", attempt: 1, candidate, budgetMsPerCase: 20, limits });
  return { ...made, device: { kind: "cpu", patienceMs: 0 } };
}
