import { describe, expect, inject, it } from "vitest";
import { killAt, matrixOf } from "./kill-matrix.ts";
import { Arena } from "./killed-season.ts";

const few = [
  "announcement-owed",
  "before-commit",
  "run-taken",
  "report-stored",
  "report-judged",
  "after-post",
  "before-mark",
];

/**
 * One season, killed at point after point. `npm run bench -- kill-matrix` kills a season at each point by itself, on
 * both databases, and at every single commit.
 */
describe("R1, R2, R3, R10: a season killed with SIGKILL at point after point, and started again each time,", () => {
  const cases = [
    {
      kind: "embedded",
      kills: matrixOf("embedded")
        .filter((kills) => few.includes(kills[0] ?? ""))
        .flat(),
    },
    { kind: "postgres", kills: matrixOf("postgres").flat() },
  ] as const;
  it.concurrent.for(cases)(
    "loses nothing and does nothing twice on the $kind database",
    { timeout: 240_000 },
    async ({ kind, kills }) => {
      using arena = new Arena(kind === "embedded" ? null : inject("postgresUrl"));
      expect(await killAt(arena, 3, kills)).toEqual({ kills, missed: [], broken: [] });
    },
  );
});
