import type { CandidateFiles } from "../rounds/candidate.ts";
import type { ProblemDefinition } from "../rounds/problem-definition.ts";
import { readProblem } from "../runner/problem.ts";
import { problemFolder } from "./cli/paths.ts";

/** A problem as a season takes it, and its own baseline under the name by which it is compiled. */
export async function readProblemDefinition(nameOrPath: string): Promise<{
  readonly definition: ProblemDefinition;
  readonly baseline: CandidateFiles;
  readonly submissionName: string;
}> {
  const problem = await readProblem(problemFolder(nameOrPath));
  const { name, title, sha256, labels, bundle, limits, baseline } = problem;
  return {
    definition: { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } },
    baseline,
    submissionName: bundle.submissionName,
  };
}
