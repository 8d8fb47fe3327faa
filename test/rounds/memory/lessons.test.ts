import { describe, expect, it } from "vitest";
import { lessonOf } from "../../../src/rounds/memory/lessons.ts";
import { sampleVerdict } from "../sample-verdict.ts";

const slower = sampleVerdict("slower", 0.77, { detail: "×0.77: surely slower." });
const same = sampleVerdict("no difference", 1.001, { detail: "×1.001: no change seen." });
const faster = sampleVerdict("faster", 1.4, { detail: "×1.40: surely faster." });
const fastest = sampleVerdict("faster", 1.6, { detail: "×1.60: surely faster." });

describe("an approach", () => {
  it("is proven by its best success that was confirmed", () => {
    expect(lessonOf([faster, fastest, slower], true)).toEqual({ status: "proven", text: "×1.60: surely faster." });
  });

  it("stays as it was when the success did not hold", () => {
    expect(lessonOf([faster], false)).toBeNull();
    expect(lessonOf([faster, slower], false)).toBeNull();
  });

  it("is eliminated when every form of it that ran showed no gain", () => {
    expect(lessonOf([slower], true)).toEqual({ status: "eliminated", text: "×0.77: surely slower." });
    expect(lessonOf([slower, same], true)).toEqual({ status: "eliminated", text: "×1.001: no change seen." });
  });

  it.each([
    "inconclusive",
    "compile error",
    "wrong result",
    "crashed",
    "timed out",
    "suspect",
    "blocked",
    "not built",
    "against the rules",
    "mixed",
    "faster, below the bar",
  ] as const)("is not eliminated by %s, alone or beside a slower form", (name) => {
    expect(lessonOf([sampleVerdict(name)], true)).toBeNull();
    expect(lessonOf([slower, sampleVerdict(name)], true)).toBeNull();
  });

  it("that did not run taught nothing", () => {
    expect(lessonOf([], true)).toBeNull();
  });
});
