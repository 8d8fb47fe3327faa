import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutMrkdwn, escapeMrkdwn } from "../../../src/bot/slack/blocks/mrkdwn.ts";

const joiner = "\u2060";

describe("text in mrkdwn", () => {
  it.each([
    ["a ping", "<!channel> <@U012AB3CD>", "&lt;!channel&gt; &lt;@U012AB3CD&gt;"],
    ["a bare ping", "@here, @Channel", `@${joiner}here, @${joiner}Channel`],
    ["a link", "https://evil.example", `https:${joiner}//evil.example`],
    ["an entity", "&lt;!here&gt;", "&amp;lt;!here&amp;gt;"],
    ["a quote", "> said", `${joiner}&gt; said`],
    ["bold, struck and code", "*a* ~b~ `c` ```d```", "∗a∗ ∼b∼ ˋcˋ ˋˋˋdˋˋˋ"],
    ["italic", "_very_ safe", "＿very＿ safe"],
    ["an emoji's name", ":tada:", `:${joiner}tada:`],
    ["a knob", "num_ab_stage=4", "num_ab_stage=4"],
    ["plain words", "Fund one or none, say 70%.", "Fund one or none, say 70%."],
  ])("shows %s as it stands", (_, given, escaped) => {
    expect(escapeMrkdwn(given)).toBe(escaped);
  });

  it("is cut between characters, never in one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("&", "<", "🦈", "word ", "x")),
        fc.integer({ min: 1, max: 40 }),
        (parts, most) => {
          const cut = cutMrkdwn(escapeMrkdwn(parts.join("")), most);
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut.isWellFormed()).toBe(true);
          expect(cut).not.toMatch(/&(?!amp;|lt;|gt;)/);
        },
      ),
    );
  });
});
