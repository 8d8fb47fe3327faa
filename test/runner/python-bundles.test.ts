import { describe, expect, it } from "vitest";
import { openPythonReader } from "../fuzz/python-reader.ts";
import { sampleBundle } from "../fuzz/sample-bundle.ts";
import { lacks } from "./requirements.ts";

const odd: readonly (readonly [what: string, bundle: unknown, says: string])[] = [
  ["no object", [1], "the bundle lacks what a run needs"],
  ["files that are none", { ...sampleBundle, baseline: "kernel" }, "no attribute"],
  ["a file that is no text", { ...sampleBundle, baseline: { "a.py": 1 } }, "a file is text, not int"],
  ["a name that leads out", { ...sampleBundle, candidate: { "../a.py": "" } }, "is no plain file name"],
  ["a timing that is a list", { ...sampleBundle, timing: [] }, "no attribute"],
  ["endless memory", { ...sampleBundle, limits: { ...sampleBundle.limits, memoryMb: "inf" } }, "infinity"],
];

describe.skipIf(lacks("python"))("the Python harness", () => {
  it.each(odd)("refuses a bundle with %s in words", async (_, bundle, says) => {
    using python = openPythonReader();
    expect(await python.read(JSON.stringify(bundle))).toMatchObject({
      outcome: "refused",
      said: expect.stringContaining(says),
    });
  });

  it("refuses a bundle that nests deeper than its stack", async () => {
    using python = openPythonReader();
    expect(await python.read("[".repeat(100_000))).toMatchObject({ outcome: "refused" });
  });
});
