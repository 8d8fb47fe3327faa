import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownFields, readPitchMarkdown, writePitchMarkdown } from "../../src/bot/grammar/pitch-markdown.ts";
import { refusal } from "../rounds/refusal.ts";

const read = (text: string) => readPitchMarkdown("pitch.md", text);

/** Text as a field keeps it, full of what Markdown and this template could take for something else. */
const fieldText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "## Approach",
        "# Pitch: x",
        "#",
        "\\# y",
        "\\\\### z",
        "<!-- not said -->",
        "\\<!-- said",
        "-->",
      ),
      fc.constantFrom("\n", "\n\n", " ", "```\n# python\n```", "plain words", "a = b // 2"),
      fc.string({ maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join("").replace(/\r\n?/g, "\n").trim())
  .filter((text) => text !== "");

describe("a pitch as Markdown", () => {
  it("comes back the same, whatever its texts say", () => {
    const pitch = fc
      .subarray(markdownFields.map(({ option }) => option))
      .chain((options) => fc.record(Object.fromEntries(options.map((option) => [option, fieldText]))));
    fc.assert(
      fc.property(pitch, fc.option(fc.string()), (texts, comment) => {
        const fields = Object.entries(texts).map(([option, text]) => ({
          option,
          text,
          ...(comment === null ? {} : { comment }),
        }));
        expect(read(writePitchMarkdown(fields))).toEqual(texts);
      }),
      { numRuns: 500 },
    );
  });

  it("is read in any order, letter case and depth, with the comments left out", () => {
    const text = [
      "# Pitch: Three stages",
      "<!-- a comment",
      "of two lines -->",
      "### PREDICTED SPEEDUP",
      "1.5",
      "## approach:",
      "pipeline-stages <!-- the safe bet -->",
      "## Reasoning ##",
      "```python",
      "# this stays",
      "num_ab_stage = 3",
      "```",
      "## Risk",
      "",
    ].join("\r\n");
    expect(read(`\ufeff${text}`)).toEqual({
      title: "Three stages",
      speedup: "1.5",
      approach: "pipeline-stages",
      reason: "```python\n# this stays\nnum_ab_stage = 3\n```",
    });
  });

  it.each([
    [
      "## Evidense\nx",
      'unknown-heading: pitch.md has a heading "Evidense" that no field of a pitch has; did you mean "evidence"? The fields are Title, ',
    ],
    [
      "## Weather\nx",
      'unknown-heading: pitch.md has a heading "Weather" that no field of a pitch has. The fields are Title, ',
    ],
    ["## Risk\nlow\n## risk\nhigh", 'heading-twice: pitch.md has the field "Risk" twice. Keep one of them.'],
    [
      "It is faster.\n## Risk\nlow",
      'no-heading: pitch.md begins with text that stands under no heading: "It is faster.". Start from /pitch template',
    ],
  ])("%j is refused", (text, start) => {
    expect(refusal(() => read(text)).startsWith(start)).toBe(true);
  });
});
