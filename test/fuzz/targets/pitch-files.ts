import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownFields, readPitchMarkdown, writePitchMarkdown } from "../../../src/bot/grammar/pitch-markdown.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";
import { mutatedText } from "../mutated-text.ts";
import { openStorage } from "../storage.ts";

const texts: Readonly<Record<string, string>> = {
  title: "Three stages in flight",
  approach: "pipeline-stages",
  speedup: "1.5-2",
  reason: "case one spends 40% of its 120 µs in decode(), line 12\n\n```cuda\n# pragma unroll 4\nx = a // b;\n```",
  evidence: "| case | µs |\n| --- | --- |\n| one | 120 |\n\n# a heading of mine <!-- and a comment -->",
  knobs: "num_ab_stage=2|3\nepilogue=tma",
  from: "kernels@1a2b3c4:gemm/kernel.cu",
};

const filledIn = writePitchMarkdown(
  Object.entries(texts).map(([option, text]) => ({ option, text, comment: `What ${option} says.` })),
);
const empty = writePitchMarkdown(markdownFields.map(({ option }) => ({ option, text: "", comment: "Fill it in." })));
const byHand = "# Pitch: Three stages\r\n\r\n### APPROACH:\r\npipeline-stages\r\n## Why ##\r\nit overlaps\r\n";

export const pitchFiles = fuzzTarget({
  name: "pitch-files",
  about: "pitches as Markdown: what is read can be stored, and comes back the same when it is written again",
  casesInTest: 400,
  inputs: fc.oneof(
    { arbitrary: mutatedText([filledIn, empty, byHand], 6), weight: 9 },
    { arbitrary: hostileText, weight: 1 },
  ),
  async open() {
    const storage = await openStorage();
    return {
      async feed(markdown) {
        const read = readPitchMarkdown("pitch.md", markdown);
        const fields = Object.entries(read).map(([option, text]) => ({ option, text }));
        assert.deepEqual({ ...readPitchMarkdown("pitch.md", writePitchMarkdown(fields)) }, { ...read });
        await storage.keeps(read);
        return "accepted" as const;
      },
      [Symbol.asyncDispose]: storage[Symbol.asyncDispose],
    };
  },
});
