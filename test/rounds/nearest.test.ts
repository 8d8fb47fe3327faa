import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../src/rounds/nearest.ts";

describe("the nearest known word", () => {
  it.each([
    ["num_ab_stages", "num_ab_stage"],
    ["NUM_AB_STAGE", "num_ab_stage"],
    ["pipline-stage", "pipeline-stages"],
    ["Num-AB-Stage", "num_ab_stage"],
  ])("%j was meant for %j", (typed, meant) => {
    expect(nearest(typed, ["threads", "num_ab_stage", "pipeline-stages"])).toBe(meant);
  });

  it("takes two letters in each other's place for one mistake", () => {
    expect(nearest("widht", ["height", "width"])).toBe("width");
    expect(nearest("hwidt", ["width"])).toBeNull();
  });

  it.each(["swizzle", "", "x", "n"])("nothing is near %j", (typed) => {
    expect(nearest(typed, ["threads", "num_ab_stage", "k"])).toBeNull();
  });

  it("is nothing where nothing is known", () => {
    expect(nearest("word", [])).toBeNull();
  });

  it("is the word itself wherever it is known", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (known) => {
        for (const word of known) expect(nearest(word, known)).toBe(word);
      }),
    );
  });
});
