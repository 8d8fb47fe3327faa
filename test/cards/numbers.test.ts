import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  credibilityText,
  gapText,
  intervalText,
  listText,
  microseconds,
  plural,
  speedupText,
} from "../../src/bot/cards/numbers.ts";

describe("a time", () => {
  it.each([
    [null, "–"],
    [1.5, "1.50 µs"],
    [9.994, "9.99 µs"],
    [9.996, "10.0 µs"],
    [18.84, "18.8 µs"],
    [99.96, "100 µs"],
    [373.4, "373 µs"],
    [999.6, "1.00 ms"],
    [12_345, "12.35 ms"],
  ])("of %s µs is %s", (us, text) => {
    expect(microseconds(us)).toBe(text);
  });

  it("has three digits or more, and never a digit too many", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 999, noNaN: true }), (us) => {
        expect(microseconds(us).replace(/\D/g, "")).toHaveLength(3);
      }),
    );
  });
});

describe("a speedup", () => {
  it("has as many decimals as its interval gives meaning to", () => {
    expect([speedupText(1.4567, [1.4, 1.5]), intervalText([1.4, 1.5])]).toEqual(["×1.46", "[1.40, 1.50]"]);
    expect([speedupText(1.4567, [1.4557, 1.4577]), intervalText([1.4557, 1.4577])]).toEqual([
      "×1.457",
      "[1.456, 1.458]",
    ]);
    expect([speedupText(1.4567, null), intervalText(null), speedupText(null, null)]).toEqual(["×1.46", "–", "–"]);
  });
});

it("a gap is the founding document's", () => {
  expect([gapText(373, 18.8), gapText(156, 1.5)]).toEqual(["19.8x", "104x"]);
});

it("credibility is shown as the founding scoreboard shows it", () => {
  expect([-50, -100, 16.6667, -0.04, 0].map(credibilityText)).toEqual(["-50%", "-100%", "16.7%", "0%", "0%"]);
});

it("words are counted and listed as people do", () => {
  expect([plural(1, "ballot"), plural(2, "ballot"), plural(0, "pitch", "pitches")]).toEqual([
    "1 ballot",
    "2 ballots",
    "0 pitches",
  ]);
  expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(listText)).toEqual(["", "A", "A and B", "A, B and C"]);
});
