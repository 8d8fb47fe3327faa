import type { ScoreboardLine } from "../../rounds/memory/scoreboard.ts";

/** The founding sharks' face at a failure that they funded; the show's, never a fact. */
export function failureFace(failuresBefore: number): string {
  return `SHARKS: *${failuresBefore > 0 ? "even more " : ""}surprised Pikachu face*`;
}

/** How many funded runs had failed before a round. */
export function failuresBefore(lines: readonly ScoreboardLine[], round: number): number {
  return lines.filter((line) => line.round < round && line.success === false).length;
}
