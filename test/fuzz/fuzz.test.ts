import { expect, it } from "vitest";
import { fuzzTargets } from "./targets.ts";

/** The same inputs each time; `npm run bench -- fuzz` takes new ones, and 10,000 of them. */
const seed = 8;

it.each(fuzzTargets)("$name: $about", async (target) => {
  const { accepted, refused, findings } = await target.run({ cases: target.casesInTest, seed });
  expect(findings).toEqual([]);
  expect(accepted + refused).toBe(target.casesInTest);
  expect(Math.min(accepted, refused)).toBeGreaterThan(0);
});
