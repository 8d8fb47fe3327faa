import { createTwoFilesPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchedFiles } from "../../../src/rounds/code/apply-patch.ts";
import { refusal } from "../refusal.ts";

const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
const baseline = { "kernel.ts": `${lines.join("\n")}\n` };
const changed = (...at: readonly number[]) =>
  `${lines.map((line, index) => (at.includes(index + 1) ? `${line}, faster` : line)).join("\n")}\n`;
const diff = (to: string, from = baseline["kernel.ts"], name = "kernel.ts") =>
  createTwoFilesPatch(`a/${name}`, `b/${name}`, from, to, "", "", { context: 3 });
const read = (text: string, on: Readonly<Record<string, string>> = baseline) => patchedFiles("change.patch", text, on);

describe("a patch", () => {
  it("changes the baseline, whatever its one file is called there", () => {
    expect(read(diff(changed(3, 20)))).toEqual({ "kernel.ts": changed(3, 20) });
    expect(read(diff(changed(3), baseline["kernel.ts"], "src/gemm.ts"))).toEqual({ "kernel.ts": changed(3) });
    expect(read(`diff --git a/kernel.ts b/kernel.ts\nindex 1..2 100644\n${diff(changed(3))}`)).toEqual({
      "kernel.ts": changed(3),
    });
  });

  it("names its file where the baseline has several", () => {
    const two = { "a.ts": "a\n", "b.ts": "b\n" };
    expect(read(diff("c\n", "b\n", "b.ts"), two)).toEqual({ "b.ts": "c\n" });
    expect(refusal(() => read(diff("c\n", "b\n", "c.ts"), two))).toBe(
      "file-unknown: change.patch changes c.ts, which the baseline doesn't have. Its files are a.ts, b.ts: name the one that the patch changes.",
    );
  });

  it("that was made against other code is refused by its first hunk that doesn't fit", () => {
    const other = changed(20).replace("line 18\n", "line eighteen\n");
    const made = diff(changed(3, 20).replace("line 18\n", "line eighteen\n"), other.replace(", faster", ""));
    expect(refusal(() => read(made))).toBe(
      "patch-failed: change.patch doesn't fit kernel.ts: hunk 2 of 2, at line 17 (7 lines), expects other lines than the baseline has there. " +
        "It was made against other code. Make it against the current baseline, or send the whole file.",
    );
  });

  it.each([
    ["prose", "make it faster", /^patch-unreadable: change\.patch can't be read as a patch: there is no hunk in it\./],
    ["a broken hunk", "--- a/k\n+++ b/k\n@@ -1,9 +1,9 @@\n line 1\n", /^patch-unreadable: /],
    ["a new file", "--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1 @@\n+new\n", /^patch-kind: .*new\.ts/],
    ["a removed file", "--- a/kernel.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-line 1\n", /^patch-kind: .*removes kernel\.ts/],
  ])("that is %s is refused", (_, text, sentence) => {
    expect(refusal(() => read(text))).toMatch(sentence);
  });

  it("of any two texts makes the second of the first", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 }).map((each) => each.join("\n"));
    fc.assert(
      fc.property(text, text, (from, to) => {
        fc.pre(from !== to);
        expect(read(diff(to, from), { "kernel.ts": from })).toEqual({ "kernel.ts": to });
      }),
    );
  });
});
