import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/bot/cards/action.ts";
import type { Card, Section } from "../../../src/bot/cards/card.ts";
import { withPicture } from "../../../src/bot/discord/messages/picture.ts";
import { readAction } from "../../../src/bot/discord/messages/read-action.ts";
import { refFor, refOf, withRef } from "../../../src/bot/discord/messages/ref.ts";
import { type DiscordMessage, renderCard } from "../../../src/bot/discord/messages/render-card.ts";
import { messageFaults } from "./message-faults.ts";

function cardOf(sections: readonly Section[], more: Partial<Card> = {}): Card {
  return { title: "A title", mood: "neutral", sections, ...more };
}

function text(words: string, heading?: string): Section {
  return { kind: "text", text: words, ...(heading === undefined ? {} : { heading }) };
}

const textOf = ({ embeds }: DiscordMessage) => embeds.map(({ description = "" }) => description).join("\n");
const drawn = (section: Section) => textOf(renderCard(cardOf([section])).messages[0]);

describe("where a card's parts go", () => {
  it("is an embed with title, description and footer, and its buttons", () => {
    const { messages } = renderCard(
      cardOf([text("body", "Heading")], { lead: "It is.", actions: [{ kind: "rules" }], footer: "last" }),
    );
    expect(messages).toEqual([
      {
        embeds: [
          { title: "A title", description: "It is.\n\n**Heading**\nbody", color: 0x6e819a, footer: { text: "last" } },
        ],
        components: [{ type: 1, components: [{ type: 2, style: 2, label: "Rules", custom_id: "tank:rules" }] }],
      },
    ]);
  });

  it("unfolds below the post, which says what follows it", () => {
    const { messages } = renderCard(cardOf([text("first")], { unfolds: [text("rest")] }));
    expect(messages.map(textOf)).toEqual(["first", "rest"]);
    expect(messages[1]?.embeds[0]?.footer?.text).toBe("Part 2 of 2");
  });

  it("unfolds inside the post where it is asked to", () => {
    const { messages } = renderCard(cardOf([text("first")], { unfolds: [text("rest")] }), { unfolds: "inside" });
    expect(messages.map(textOf)).toEqual(["first\n\nrest"]);
  });

  it("goes on below where a message is full, keeping a section whole", () => {
    const sections = Array.from({ length: 9 }, (_, n) => text("word ".repeat(240), `Section ${n}`));
    const { messages } = renderCard(cardOf(sections));
    expect(messages.map((message) => textOf(message).match(/Section \d/g))).toEqual([
      ["Section 0", "Section 1", "Section 2"],
      ["Section 3", "Section 4", "Section 5"],
      ["Section 6", "Section 7", "Section 8"],
    ]);
  });

  it("puts what five messages can't hold into a file, and says so", () => {
    const sections = Array.from({ length: 40 }, (_, n) => text("word ".repeat(240), `Section ${n}`));
    const { messages, files } = renderCard(cardOf(sections));
    expect(messages).toHaveLength(5);
    expect(messages.map(textOf).at(-1)).toMatch(/The rest is in the file the-rest\.txt\.$/);
    expect(new TextDecoder().decode(files[0]?.bytes)).toContain("Section 39");
  });
});

describe("a card that notifies", () => {
  it("has its title and lead where a phone reads them, and not once more in the embed", () => {
    const { messages } = renderCard(cardOf([text("body")], { mood: "good", lead: "It is faster." }), { notify: true });
    expect(messages[0].content).toBe("**A title**\n🟢 It is faster.");
    expect(messages[0].embeds).toEqual([{ description: "body", color: 0x2ea043 }]);
  });

  it("has an embed even where there is nothing else to say", () => {
    const { messages } = renderCard(cardOf([], { lead: "It is." }), { notify: true });
    expect(messages[0].embeds).toEqual([{ title: "A title", color: 0x6e819a }]);
  });

  it("says a long lead whole in the embed, and its beginning in the notification", () => {
    const lead = "word ".repeat(400).trim();
    const { messages } = renderCard(cardOf([], { lead }), { notify: true });
    expect(messages[0].content).toMatch(/^A title: word [word ]+…$/);
    expect(messages[0].embeds[0]?.title).toBe("A title");
    expect(textOf(messages[0]).replaceAll("\n", " ")).toBe(lead);
  });
});

describe("a title", () => {
  it("that no embed's title takes is a bold paragraph, whole", () => {
    const title = "long ".repeat(60).trim();
    expect(textOf(renderCard({ ...cardOf([]), title }).messages[0])).toBe(`**${title}**`);
  });

  it("stays on one line, so that it can't pass for a card of its own", () => {
    const { messages } = renderCard({ ...cardOf([]), title: "one\n\n# VERDICT: FASTER" });
    expect(messages[0].embeds[0]?.title).toBe("one # VERDICT: FASTER");
  });

  it.each([
    ["good", "🟢 It is faster.", 0x2ea043],
    ["bad", "🔴 It is faster.", 0xda3633],
    ["neutral", "It is faster.", 0x6e819a],
  ] as const)("of a %s card has its colour beside words that say the same", (mood, description, color) => {
    const { messages } = renderCard(cardOf([], { mood, lead: "It is faster." }));
    expect(messages[0].embeds[0]).toEqual({ title: "A title", description, color });
  });
});

describe("a moment", () => {
  const what = "The vote closes";
  const at = new Date("2026-11-27T17:00:00Z");

  it("is each reader's own date, and counts down where the card says how long", () => {
    const said = "The vote closes: Fri 27 Nov 2026, 18:00 (Europe/Berlin)";
    expect(drawn({ kind: "moment", what, at, text: `${said}, in 3 h.` })).toBe(
      "**The vote closes:** <t:1795798800:f> (<t:1795798800:R>)",
    );
    expect(drawn({ kind: "moment", what, at, text: `${said}.` })).toBe("**The vote closes:** <t:1795798800:f>");
  });

  it("that Discord could not draw is told in the card's words", () => {
    const when = "when the sharks agree";
    expect(drawn({ kind: "moment", what, at: new Date(Number.NaN), text: when })).toBe(`The vote closes: ${when}`);
  });
});

describe("code", () => {
  it("of a few lines stands in the message, and nothing in it ends it", () => {
    expect(drawn({ kind: "code", text: "a = 1\n```\n@everyone" })).toBe("```\na = 1\n`\u200b`\u200b`\n@everyone\n```");
  });

  it("of many lines shows the first of them, and all in a file", () => {
    const log = Array.from({ length: 300 }, (_, n) => `line ${n}`).join("\n");
    const { messages, files } = renderCard(cardOf([{ kind: "code", heading: "The log", text: log }]));
    expect(textOf(messages[0])).toMatch(
      /^\*\*The log\*\*\n```\nline 0\n[\s\S]*line 13\n…\n```\nAll of it is in the file the-log\.txt\.$/,
    );
    expect(new TextDecoder().decode(files[0]?.bytes)).toBe(`The log\n${log}`);
  });
});

describe("a table", () => {
  const columns = ["Case", "Baseline", "Candidate", "95% interval"].map((name, index) => {
    return { name, align: index === 0 ? "left" : "right" } as const;
  });

  it("that a phone shows in one line each is aligned text", () => {
    const rows = [["A", "2"]];
    expect(drawn({ kind: "table", columns: columns.slice(0, 2), rows })).toBe(
      "```\nCase  Baseline\n────  ────────\nA            2\n```",
    );
  });

  it("that is wider is a list of its rows, whose values are not torn", () => {
    const rows = [
      ["g=8, K=7168", "373 µs", "245 µs", "[1.5198, 1.5203]"],
      ["geometric mean", "", "", "[1.5198, 1.5203]"],
    ];
    expect(drawn({ kind: "table", columns, rows }).replaceAll("\u00a0", "_")).toBe(
      [
        "- **Case: g=8, K=7168**",
        "  Baseline:_373_µs · Candidate:_245_µs · 95%_interval:_\\[1.5198,_1.5203]",
        "- **Case: geometric mean**",
        "  95%_interval:_\\[1.5198,_1.5203]",
      ].join("\n"),
    );
  });
});

describe("facts and lists", () => {
  it("are lines, and a list under a heading, where bold names would read as headings", () => {
    const facts = [{ name: "Prediction", value: "1.1x" }];
    expect(drawn({ kind: "facts", facts })).toBe("**Prediction:** 1.1x");
    expect(drawn({ kind: "facts", heading: "The bet", facts })).toBe("**The bet**\n- **Prediction:** 1.1x");
  });

  it("keep an item's lines and details under it", () => {
    const items = [{ text: "one\n- two", details: ["three\nfour"] }];
    expect(drawn({ kind: "list", items })).toBe("- one\n  \\- two\n  - three\n    four");
  });
});

describe("the buttons of a card", () => {
  const ask = (pitch: string): Action => ({ kind: "ask", round: 3, pitch });

  function buttonsOf(actions: readonly Action[]) {
    return renderCard(cardOf([], { actions })).messages[0].components.map(({ components }) => components);
  }

  it("carry the whole action, its round too, and come back as it", () => {
    const [row = []] = buttonsOf([{ kind: "vote" }, ask("A"), ask("B"), { kind: "answer", question: 7 }]);
    expect(row.map(({ custom_id: id }) => id)).toEqual(["tank:vote", "tank:ask:3:A", "tank:ask:3:B", "tank:answer:7"]);
    expect(row.map(({ label }) => label)).toEqual(["Vote", "Ask: A", "Ask: B", "Answer Q7"]);
    expect(row.map(({ style }) => style)).toEqual([1, 2, 2, 2]);
    expect(readAction("tank:ask:3:A")).toEqual(ask("A"));
  });

  it("are five in a row and five rows, none twice, and none that could not come back", () => {
    const many = Array.from({ length: 40 }, (_, question): Action => ({ kind: "answer", question }));
    const rows = buttonsOf([ask("x".repeat(90)), ask("A\n"), ask("\ud800"), ...many, ...many]);
    expect(rows.map(({ length }) => length)).toEqual([5, 5, 5, 5, 5]);
    expect(rows[0]?.[0]?.custom_id).toBe("tank:answer:0");
  });

  it.each(["", "tank", "tank:", "vote", "tank:vote:3", "tank:ask", "tank:ask:3", "tank:ask:03:A", "tank:answer:x"])(
    "do not answer to %j",
    (id) => expect(readAction(id)).toBeNull(),
  );
});

describe("a posted message", () => {
  const { messages } = renderCard(cardOf([text("body")], { footer: "Season 1" }));

  it("is found again by the reference in its footer, also below what Discord adds", () => {
    const marked = withRef(messages[0], refFor("round-1/verdict"));
    expect(marked.embeds[0]?.footer?.text).toMatch(/^Season 1 · ref [0-9a-z]{10}$/);
    expect(refOf({ embeds: [...marked.embeds, { footer: null }] })).toBe(refFor("round-1/verdict"));
    expect(refOf(messages[0])).toBeNull();
  });

  it("keeps its limits with a reference, a picture and the longest footer", () => {
    const long = { ...messages[0], embeds: [{ title: "t", footer: { text: "x".repeat(2048) } }] };
    const marked = withPicture(withRef(long, refFor("key")), "chart.png");
    expect(messageFaults(marked)).toEqual([]);
    expect(refOf(marked)).toBe(refFor("key"));
    expect(marked.embeds[0]?.image).toEqual({ url: "attachment://chart.png" });
  });
});
