import { expect, it } from "vitest";
import { failureStreak } from "../../../src/rounds/memory/failure-streak.ts";
import type { ScoreboardLine } from "../../../src/rounds/memory/scoreboard.ts";

const line = (round: number, success: boolean | null): ScoreboardLine => ({
  round,
  title: "T",
  winner: "W",
  prediction: "2x",
  reality: "R",
  success,
  credibility: 0,
  imported: false,
});

it.each([
  ["no rounds", [], 0],
  ["failures alone", [line(1, false), line(2, false)], 2],
  ["a win ends it", [line(1, false), line(2, true), line(3, false)], 1],
  ["a void round neither adds nor ends", [line(1, false), line(2, null), line(3, false)], 2],
  ["a round with one win of two funded is won", [line(1, false), line(2, false), line(2, true)], 0],
  ["a round with two failures counts once", [line(1, false), line(1, false)], 1],
] as const)("counts failed rounds in a row: %s", (_, lines, streak) => {
  expect(failureStreak(lines)).toBe(streak);
});
