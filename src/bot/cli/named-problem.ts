import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Problem, readProblem } from "../../runner/problem.ts";
import { readBaseline, readSeasonFile } from "../season-file.ts";
import { problemFolder } from "./paths.ts";

interface NamedProblem {
  readonly problem: Problem;
  /** The season that it was read for; null: for none. */
  readonly season: string | null;
}

/** A problem as a command line names it: a folder, a name in config/problems, or a season's file with its overlay. */
export async function readNamedProblem(named: string): Promise<NamedProblem> {
  if (!/\.ya?ml$/i.test(named)) return { problem: await readProblem(folderOf(named)), season: null };
  const { settings, baselinePath } = readSeasonFile(resolve(named));
  const problem = await readProblem(problemFolder(settings.problem), settings.overlay);
  if (baselinePath === undefined) return { problem, season: settings.name };
  const baseline = readBaseline(baselinePath, problem.baseline);
  return { problem: { ...problem, baseline, baselineFrom: baselinePath }, season: settings.name };
}

/** A folder that is seen from here goes before a name in config/problems. */
function folderOf(named: string): string {
  const isHere = statSync(join(named, "task.yml"), { throwIfNoEntry: false })?.isFile() ?? false;
  return isHere ? resolve(named) : problemFolder(named);
}
