import { expect, it } from "vitest";
import { fuzzTargets } from "./targets.ts";

/** The same inputs each time; `npm run bench -- fuzz` takes new ones, and 10,000 of them. */
const seed = 8;

/** A database is opened, and a case that stalls is known by the processor's time: the clock's tells only of the machine. */
const timeoutMs = 300_000;

it.each(fuzzTargets)(
  "$name: $about",
  async (target) => {
    const { accepted, refused, findings } = await target.run({ cases: target.casesInTest, seed });
    expect(findings).toEqual([]);
    expect(accepted + refused).toBe(target.casesInTest);
    expect(Math.min(accepted, refused)).toBeGreaterThan(0);
  },
  timeoutMs,
);
