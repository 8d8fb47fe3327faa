import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastCharacters, vagueness } from "../../../src/rounds/pitching/vague-text.ts";

const words = { knobs: ["num_ab_stage"], cases: ["g=8, K=7168"] };
const said = (text: string) => vagueness(text, words);

describe("a text", () => {
  it.each([
    ["", { kind: "short", length: 0, phrase: null }],
    ["It is faster.", { kind: "short", length: 13, phrase: null }],
    ["industry standard", { kind: "short", length: 17, phrase: "industry standard" }],
    ["2x in the docs", { kind: "short", length: 14, phrase: null }],
    ["Software pipelining is INDUSTRY STANDARD for kernels.", { kind: "phrases", phrase: "industry standard" }],
    ["It is trivial, everybody does it, and it should be faster.", { kind: "phrases", phrase: "trivial" }],
    ["On B200 with NVFP4 this is a well-known best practice.", { kind: "phrases", phrase: "well-known" }],
  ])("%j is vague", (text, why) => {
    expect(said(text)).toEqual(why);
  });

  it.each([
    ["a number", "Pipelining is industry standard: 3 stages hide it all."],
    ["a knob", "Turning num_ab_stage is industry standard for kernels."],
    ["a case", "It is obviously what the case g=8, K=7168 has to have."],
    ["a line", "It is obviously the loop in line 88 that has to go."],
    ["a clause of its own", "The epilogue writes one value at a time; vectors are industry standard."],
    ["other words alone", "The epilogue writes one value at a time, not a vector."],
  ])("with %s says something", (_, text) => {
    expect(said(text)).toBeNull();
  });

  it("does not grow vague by what is added in a clause of its own", () => {
    const solid = "The epilogue writes one value at a time, not whole vectors.";
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (more) => said(`${solid} ${more}`) === null));
  });

  it("is vague below 40 characters, whatever stands in it", () => {
    fc.assert(fc.property(fc.string({ maxLength: leastCharacters - 1 }), (text) => said(text)?.kind === "short"));
  });
});
