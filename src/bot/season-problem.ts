import { resolve } from "node:path";
import { z } from "zod";
import { type CodePath, ProblemOverlay } from "../rounds/problem-overlay.ts";
import type { Season } from "../rounds/season.ts";

/** A problem as a season's file names it: its folder, or that folder and what the season adds to it. */
export const SeasonProblem = z.union([
  z.string().min(1),
  ProblemOverlay.extend({ folder: z.string().min(1, "names the problem's folder") }),
]);

/** A problem as a season keeps it, wherever its file lay. */
export type ProblemSource = Pick<Season, "problem" | "overlay">;

/** Paths in a season's file are seen from its own folder; a bare name is one of config/problems. */
export function problemSource(problem: z.infer<typeof SeasonProblem>, fileFolder: string): ProblemSource {
  if (typeof problem === "string") return { problem: seenFrom(fileFolder, problem) };
  const { folder, baseline, candidates, ...told } = problem;
  const overlay: ProblemOverlay = {
    ...told,
    ...(baseline !== undefined && { baseline: codeSeenFrom(fileFolder, baseline) }),
    ...(candidates !== undefined && { candidates: candidatesSeenFrom(fileFolder, candidates) }),
  };
  return { problem: seenFrom(fileFolder, folder), overlay };
}

/** A path of a problem's folder, or the name of one in config/problems as it is. */
function seenFrom(fileFolder: string, nameOrPath: string): string {
  return nameOrPath.includes("/") ? resolve(fileFolder, nameOrPath) : nameOrPath;
}

function codeSeenFrom(fileFolder: string, code: CodePath): CodePath {
  if (typeof code === "string") return resolve(fileFolder, code);
  return Object.fromEntries(Object.entries(code).map(([name, path]) => [name, resolve(fileFolder, path)]));
}

function candidatesSeenFrom(fileFolder: string, candidates: NonNullable<ProblemOverlay["candidates"]>) {
  return Object.fromEntries(
    Object.entries(candidates).map(([name, { file, files = file, ...rest }]) => {
      return [name, { ...rest, ...(files !== undefined && { files: codeSeenFrom(fileFolder, files) }) }];
    }),
  );
}
