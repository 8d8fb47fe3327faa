import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heading, list, quote, table, words } from "../../src/bot/documents/markdown.ts";

const hostile = [
  "<script>alert(1)</script>",
  "\\<img src=x>",
  "![a picture](https://evil.example/p.png)",
  "[a link](https://evil.example)",
  "\\[a link](https://evil.example)",
  "[ref]: https://evil.example",
  "<https://evil.example>",
  "https://evil.example",
  "one\n\n# two\n\n| three |",
  "\u001b[31mred\u0007 \u202egnp.exe\u202c",
];

/** What a page must not hold of people's words where it is shown. */
const alive = /(?<!\\)(?:\\\\)*[<[]|:\/\/|[\p{Bidi_Control}]|(?!\n)\p{Cc}/u;

describe("R14: people's words on a Markdown page", () => {
  it.each(hostile)("make no HTML, link, picture or line of their own: %j", (text) => {
    for (const piece of [words(text), heading(2, text), quote(text), ...list([text]), ...table(["a"], [[text]])]) {
      expect(piece).not.toMatch(alive);
    }
    expect(heading(2, text).split("\n")).toHaveLength(1);
    expect(list([text]).join("\n").split("\n")).toHaveLength(1);
    expect(
      table(["a"], [[text]])
        .join("\n")
        .split("\n"),
    ).toHaveLength(3);
    for (const line of quote(text).split("\n")) expect(line).toMatch(/^>/);
  });

  it("do so whatever they are", () => {
    const said = fc.string({
      unit: fc.constantFrom("\\", "<", "[", "]", "(", ")", "!", ":", "/", "|", "a", "\n", "`", "\u202e"),
    });
    fc.assert(
      fc.property(said, (text) => {
        expect(words(text)).not.toMatch(alive);
        const [, , row = ""] = table(["a"], [[text]])
          .join("\n")
          .split("\n");
        // The two that are the row's own; one behind an even number of backslashes would be a third.
        expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(2);
      }),
    );
  });

  it("stand as they are where nothing in them bites", () => {
    const plain = "num_ab_stage = 3 was 30% slower (measured): M = N = 128, *why* not?";
    expect(words(plain)).toBe(plain);
  });
});
