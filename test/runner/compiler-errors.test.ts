import { expect, it } from "vitest";
import { firstErrors } from "../../src/runner/harness/wasm/compiler-errors.ts";

const error = (message: string, place: string) =>
  `ERROR ${message}\n    :\n 22 │ let x;\n    │ ~~~~~\n    └─ in ${place}\n\n`;

it("names the first errors with their places, and skips warnings", () => {
  const log = `WARNING AS201: Conversion.\n    :\n    └─ in submission.ts(1,1)\n\n${error("AS102: no", "entry.ts(22,28)")}FAILURE 1 compile error(s)\n`;
  expect(firstErrors(log)).toBe("ERROR AS102: no (in entry.ts(22,28))");
});

it("stops after three, for a person reads no more", () => {
  const log = ["a", "b", "c", "d"].map((name) => error(name, `${name}.ts(1,1)`)).join("");
  expect(firstErrors(log).split("\n")).toEqual([
    "ERROR a (in a.ts(1,1))",
    "ERROR b (in b.ts(1,1))",
    "ERROR c (in c.ts(1,1))",
  ]);
});

it("keeps an error that names no place", () => {
  expect(firstErrors("ERROR: out of luck\n\nFAILURE\n")).toBe("ERROR: out of luck");
  expect(firstErrors("nothing of note\n")).toBe("");
});
