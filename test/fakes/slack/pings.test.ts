import { describe, expect, it } from "vitest";
import { pingsIn } from "./pings.ts";

const block = (type: string, text: string) => ({ type: "section", text: { type, text } });
const rich = (...elements: readonly Record<string, unknown>[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});

describe("a message notifies", () => {
  it.each([
    ["a person", "hi <@U012>", ["@U012"]],
    ["a person with a label", "hi <@U012|ada>", ["@U012"]],
    ["everybody", "<!channel> <!here|here> <!everyone>", ["!channel", "!here", "!everyone"]],
    ["a group", "<!subteam^S012>", ["!subteam^S012"]],
    ["nobody by what is escaped", "&lt;@U012&gt; &lt;!channel&gt; @channel", []],
    ["nobody by a channel or an address", "<#C012> <https://a.b|@channel>", []],
  ])("%s", (_who, text, pinged) => {
    expect(pingsIn({ text })).toEqual(pinged);
    expect(pingsIn({ text: "", blocks: [block("mrkdwn", text)] })).toEqual(pinged);
    expect(pingsIn({ text: "", blocks: [block("plain_text", text)] })).toEqual([]);
  });

  it("whom rich text names as an element, and nobody whom its words spell", () => {
    const blocks = [rich({ type: "user", user_id: "U012" }, { type: "broadcast", range: "here" })];
    expect(pingsIn({ text: "", blocks })).toEqual(["@U012", "!here"]);
    expect(pingsIn({ text: "", blocks: [rich({ type: "text", text: "<!channel>" })] })).toEqual([]);
  });
});
