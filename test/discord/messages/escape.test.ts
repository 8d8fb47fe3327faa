import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bold,
  codeBlock,
  escapeAlone,
  escapeLine,
  escapeMarkdown,
  markdownWeight,
} from "../../../src/bot/discord/messages/escape.ts";
import { chatLine, chatText } from "../../../src/bot/text/chat-text.ts";
import { kindsIn, readMarkdown, shownText } from "./read-markdown.ts";

const invisible = "\u200b";
const signs = [
  "*",
  "**",
  "_",
  "__",
  "~~",
  "||",
  "`",
  "```",
  "\\",
  "[",
  "](",
  ")",
  "<",
  ">",
  ">>> ",
  "# ",
  "### ",
  "-# ",
];
const lines = [
  "- ",
  "* ",
  "+ ",
  "1. ",
  "2) ",
  "\n",
  "\n\n",
  "  ",
  " ",
  "x",
  "word",
  "é",
  "🦈",
  "7",
  ".",
  "!",
  "¯\\_(ツ)_/¯",
];
const names = [
  ":tada:",
  "::",
  ":",
  "@everyone",
  "@here",
  "<@123456789012345678>",
  "<@&1>",
  "<#1>",
  "<t:1:R>",
  "</vote:1>",
];
const links = [
  "https://evil.example/a_b",
  "://",
  "http",
  "<https://x.y>",
  "[a](https://x.y)",
  "discord.gg/abc",
  "<:a:1>",
];
/** What somebody would type to ping, to link, to format, or to break out of code. */
const hostile = fc
  .array(fc.constantFrom(...signs, ...lines, ...names, ...links), { maxLength: 14 })
  .map((parts) => parts.join(""));
const anyText = fc.oneof({ weight: 4, arbitrary: hostile }, fc.string({ unit: "binary" }));
const runs = { numRuns: 3_000, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false };

const visible = (text: string) => text.replaceAll(invisible, "");

describe("text in markdown", () => {
  it.each([
    ["a ping", "<@123> <@&123> <#123>", `\\<@${invisible}123> \\<@${invisible}&123> \\<#123>`],
    ["everybody", "@everyone, @Here", `@${invisible}everyone, @${invisible}Here`],
    ["a date", "<t:1:R>", "\\<t\\:1:R>"],
    ["a command's mention", "</vote:1>", "\\</vote:1>"],
    ["a link", "https://evil.example/a_b", "https\\://evil.example/a\\_b"],
    ["a masked link", "[safe](https://evil.example)", "\\[safe]\\(https\\://evil.example)"],
    ["an invitation", "discord.gg/abc", "discord\\.gg/abc"],
    ["an emoji's name", ":tada: <:shark:1>", "\\:tada: \\<\\:shark:1>"],
    ["headings", "# one\n### two\n-# three", "\\# one\n\\### two\n\\-# three"],
    ["quotes", "> one\n>>> two", "\\> one\n\\>>> two"],
    ["lists", "- one\n* two\n  + three\n4. four", "\\- one\n\\* two\n  \\+ three\n4\\. four"],
    ["bold, struck, hidden and code", "**a** ~~b~~ ||c|| `d`", "\\*\\*a\\*\\* \\~\\~b\\~\\~ \\|\\|c\\|\\| \\`d\\`"],
    ["italic", "_very_ safe", "\\_very\\_ safe"],
    ["a backslash at the end", "C:\\", "C:\\\\"],
  ])("shows %s as it stands", (_, given, escaped) => {
    expect(escapeMarkdown(given)).toBe(escaped);
  });

  it.each([
    "num_ab_stage=4",
    "×1.3093 [1.3092, 1.3094]: surely faster",
    "-5% (A | B), 3.5 µs, #3, ~2x",
    "Vote: B, p=70",
  ])("leaves %s alone, since notifications show backslashes", (text) => expect(escapeAlone(text)).toBe(text));

  it.each([
    ["beside code", escapeMarkdown],
    ["alone", escapeAlone],
  ])("reads as it was written, whatever it is, %s", (_, escaping) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escaping(text);
        expect(visible(shownText(escaped))).toBe(visible(chatText(text)));
        expect([...kindsIn(escaped)].filter((kind) => kind !== "text")).toEqual([]);
        expect(escaped).not.toMatch(/@(?:everyone|here)|<@[!&]?\d/i);
      }),
      runs,
    );
  });

  it("stays bold to its end, and ends there", () => {
    fc.assert(
      fc.property(anyText, anyText, (text, after) => {
        const line = chatLine(text);
        if (line === "") return;
        const [first, ...rest] = readMarkdown(`${bold(text)}\n${escapeLine(after)}`);
        expect(first?.kind).toBe("bold");
        expect(visible(shownText(bold(text)))).toBe(visible(line));
        expect(rest.filter(({ kind }) => kind !== "text")).toEqual([]);
      }),
      runs,
    );
  });

  it("weighs no less than it becomes", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeMarkdown(text).length).toBeLessThanOrEqual(markdownWeight(chatText(text)));
      }),
      runs,
    );
  });
});

describe("code", () => {
  it("is one block, and all of it is in there", () => {
    fc.assert(
      fc.property(anyText, anyText, (text, around) => {
        const code = visible(chatText(text)).replace(/^\n+|\n+$/g, "");
        if (code.trim() === "") return;
        const nodes = readMarkdown([escapeMarkdown(around), codeBlock(text), escapeMarkdown(around)].join("\n"));
        expect(nodes.map(({ kind }) => kind)).toEqual(["text", "code-block", "text"]);
        const [block] = nodes.slice(1);
        expect(block?.kind === "code-block" ? visible(block.text) : null).toBe(code);
      }),
      runs,
    );
  });
});
