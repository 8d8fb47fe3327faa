import { describe, expect, it } from "vitest";
import { commands } from "../../../src/bot/commands/table.ts";
import { prefixedCard, prefixedText } from "../../../src/bot/slack/blocks/prefixed-card.ts";

describe("an installation's prefix", () => {
  it("stands in every command that a card names, and in nothing else", () => {
    const card = {
      title: "A round: /tank open",
      lead: "Sharks: /vote A p=70, see docs/tank.md or https://x.example/tank",
      mood: "neutral",
      sections: [
        { kind: "list", items: [{ text: "/pitch template", details: ['"/tank ask A"'] }] },
        { kind: "code", text: "/tank stays" },
        { kind: "facts", facts: [{ name: "/tank", value: "(/vote)" }] },
      ],
      footer: "/tankard is no command",
    } as const;
    expect(prefixedCard(card, "st-")).toEqual({
      title: "A round: /st-tank open",
      lead: "Sharks: /st-vote A p=70, see docs/tank.md or https://x.example/tank",
      mood: "neutral",
      sections: [
        { kind: "list", items: [{ text: "/st-pitch template", details: ['"/st-tank ask A"'] }] },
        { kind: "code", text: "/tank stays" },
        { kind: "facts", facts: [{ name: "/tank", value: "(/st-vote)" }] },
      ],
      footer: "/tankard is no command",
    });
    expect(prefixedCard(card, "")).toBe(card);
  });

  it("stands in every example of the command table", () => {
    for (const example of commands.flatMap(({ examples }) => examples)) {
      expect(prefixedText(example, "st-")).toMatch(/^\/st-(pitch|vote|tank)\b/);
    }
  });
});
