import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChatLine } from "../../src/bot/grammar/chat-line.ts";
import { parseCommandLine, quoted } from "../../src/bot/grammar/command-line.ts";
import { UserError } from "../../src/rounds/user-error.ts";

const words = (text: string) => parseCommandLine(text).words.map((word) => word.text);
const options = (text: string) =>
  Object.fromEntries(parseCommandLine(text).options.map((each) => [each.key, each.value]));

describe("a command's grammar", () => {
  it("is words, then key=value, with double quotes around text of several words", () => {
    expect(
      parseCommandLine('/pitch "Three stages" approach=pipeline-stages speedup=1.5-2 reason="it \\"hides\\" it"'),
    ).toEqual({
      name: "pitch",
      words: [{ text: "Three stages", quoted: true }],
      options: [
        { key: "approach", value: "pipeline-stages" },
        { key: "speedup", value: "1.5-2" },
        { key: "reason", value: 'it "hides" it' },
      ],
      files: [],
    });
  });

  it("forgives what phones make of it: curly quotes, long dashes, capitals, blanks, commas", () => {
    expect(words("/Pitch “Three stages”")).toEqual(["Three stages"]);
    expect(words('/pitch "Three stages”')).toEqual(["Three stages"]);
    expect(words("/pitch „Drei Stufen“")).toEqual(["Drei Stufen"]);
    expect(words("/pitch «Trois étages»")).toEqual(["Trois étages"]);
    expect(parseCommandLine("/VOTE b").name).toBe("vote");
    expect(options("/vote B p = 70, A= 20")).toEqual({ p: "70", A: "20" });
    expect(options("/pitch x speedup=1.5–2 reason=a—b")).toEqual({ speedup: "1.5-2", reason: "a-b" });
    expect(options('/pitch x reason="1.5–2 “sure”"')).toEqual({ reason: "1.5–2 “sure”" });
    expect(parseCommandLine("/pitch x —file a.ts").files).toEqual(["a.ts"]);
  });

  it("takes files by their paths", () => {
    expect(parseCommandLine('/pitch x --file a.ts --file="b c.ts" p=1 --FILE d').files).toEqual([
      "a.ts",
      "b c.ts",
      "d",
    ]);
  });

  it.each([
    ['/pitch "Three stages', "open-quote"],
    ["/pitch x reason=“open", "open-quote"],
    ["/pitch x speedup=", "no-value"],
    ['/pitch x speedup= reason="y"', "no-value"],
    ["/pitch x --file", "no-value"],
    ["/pitch x --code a", "unknown-flag"],
    [`/pitch ${"x".repeat(600_000)}`, "line-too-long"],
  ])("refuses %.40s: %s", (text, code) => {
    expect(() => parseCommandLine(text)).toThrow(
      expect.objectContaining({ name: "UserError", code, hint: expect.stringMatching(/\S/) }),
    );
  });

  it("never throws anything but a sentence for a person", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...'/ab=" \\“”«»—-\n,@p7é👩‍🚀\u0000\ud800') }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        for (const parse of [parseCommandLine, parseChatLine]) {
          try {
            parse(text);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("gives quoted text back as it was, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), (title, reason) => {
        const line = parseCommandLine(`/pitch ${quoted(title)} p=1 reason=${quoted(reason)} --file ${quoted(title)}`);
        expect(line.words).toEqual([{ text: title, quoted: true }]);
        expect(line.options).toEqual([
          { key: "p", value: "1" },
          { key: "reason", value: reason },
        ]);
        expect(line.files).toEqual([title]);
      }),
    );
  });
});

describe("a line of the terminal chat", () => {
  it("says who speaks, in any letter case, or nobody", () => {
    expect(parseChatLine("@Ada /vote B p=70")).toEqual({ by: "ada", text: "/vote B p=70" });
    expect(parseChatLine("@ada: /vote")).toEqual({ by: "ada", text: "/vote" });
    expect(parseChatLine(" /vote ")).toEqual({ by: null, text: "/vote" });
    expect(parseChatLine("@ada")).toEqual({ by: "ada", text: "" });
    expect(parseChatLine("@Sam/Skeptic-2.b /vote B")).toEqual({ by: "sam/skeptic-2.b", text: "/vote B" });
    const longest = `${"x".repeat(40)}/${"y".repeat(30)}`;
    expect(parseChatLine(`@${longest} /vote`).by).toBe(longest);
  });

  it.each([
    "@ /vote",
    "@a/b/c /vote",
    "@/b /vote",
    "@a/ /vote",
    "@a/-b /vote",
    `@${"x".repeat(41)} /vote`,
    `@a/${"x".repeat(31)} /vote`,
    "@-x /vote",
  ])("refuses the name in %.20s", (line) => {
    expect(() => parseChatLine(line)).toThrow(expect.objectContaining({ name: "UserError", code: "bad-name" }));
  });
});
