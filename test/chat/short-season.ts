import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const doubling = fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url));

/** Long enough for a real build and measurement on a busy machine. */
export const measuringMs = 90_000;

/** What a test's own season has instead of the usual. */
export interface ShortSeason {
  /** A problem's folder. */
  readonly problem?: string;
  readonly rules?: object;
}

/** Writes the file of a season whose rounds take seconds, and returns its path. */
export function writeShortSeason(folder: string, { problem = doubling, rules: own = {} }: ShortSeason = {}): string {
  const path = join(folder, "season.yml");
  const rules = { budgetMsPerCase: 50, openingBudgetMsPerCase: 50, ...own };
  writeFileSync(path, JSON.stringify({ name: "short", title: "Short rounds", problem, rules }));
  return path;
}
