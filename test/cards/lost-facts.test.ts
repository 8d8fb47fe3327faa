import { describe, expect, it } from "vitest";
import type { Card } from "../../src/bot/cards/card.ts";
import { lostFacts } from "./lost-facts.ts";

const card: Card = {
  title: "Verdict",
  mood: "good",
  sections: [
    { kind: "table", columns: [{ name: "Case", align: "left" }], rows: [["g=8"], ["g=2"]] },
    { kind: "list", items: [{ text: "/tank open", details: ["by sue"] }] },
  ],
  footer: "end",
};

describe("a card's facts", () => {
  it.each([
    ["nothing, wherever lines break", ["Verdict\nCase: g=8, Case: g=2\n/tank\nopen by sue end"], []],
    ["a name", ["Verdict Case g=8 g=2 /tank open end"], ["bysue"]],
    ["a number", ["Verdict Case g=8 /tank open by sue end"], ["g=2"]],
    ["a command", ["Verdict Case g=8 g=2 by sue end"], ["/tankopen"]],
    ["rows in another order", ["Verdict Case g=2 g=8 /tank open by sue end"], ["g=2"]],
    ["a section that is torn apart", ["Verdict Case g=8 g=2 end", "/tank open", "by sue"], ["/tankopen"]],
  ] as const)("lost: %s", (_, told, lost) => {
    expect(lostFacts(card, told)).toEqual(lost);
  });
});
