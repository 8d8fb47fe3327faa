import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { Card, Column, Section } from "../../../src/bot/cards/card.ts";
import { blocksText } from "../../../src/bot/slack/blocks/blocks-text.ts";
import { renderCard } from "../../../src/bot/slack/blocks/render-card.ts";

function cardOf(sections: readonly Section[], more: Partial<Card> = {}): Card {
  return { title: "A title", mood: "neutral", sections, ...more };
}

function text(words: string, heading?: string): Section {
  return { kind: "text", text: words, ...(heading === undefined ? {} : { heading }) };
}

const textOf = (blocks: readonly KnownBlock[] | undefined) => blocksText(blocks ?? []);
const typesOf = (blocks: readonly KnownBlock[] | undefined) => (blocks ?? []).map(({ type }) => type);

describe("where a card's parts go", () => {
  it("begins with the title, and ends the post with its buttons and its footer", () => {
    const { messages } = renderCard(cardOf([text("body")], { actions: [{ kind: "rules" }], footer: "last" }));
    expect(typesOf(messages[0].blocks)).toEqual(["header", "rich_text", "actions", "context"]);
  });

  it("unfolds below the post, however little there is", () => {
    const { messages } = renderCard(cardOf([text("first")], { unfolds: [text("rest")], footer: "last" }));
    expect(messages.map(({ blocks }) => textOf(blocks))).toEqual(["A title\nfirst\nlast", "rest"]);
  });

  it("unfolds inside the post where it is asked to", () => {
    const card = cardOf([text("first")], { unfolds: [text("rest")], footer: "last" });
    const { messages } = renderCard(card, { unfolds: "inside" });
    expect(messages.map(({ blocks }) => textOf(blocks))).toEqual(["A title\nfirst\nrest\nlast"]);
  });

  it("goes on below where a message is full, keeping a section whole", () => {
    const sections = Array.from({ length: 9 }, (_, n) => text("word ".repeat(500), `Section ${n}`));
    const [above, unfolds] = [sections.slice(0, 2), sections.slice(2)];
    const { messages } = renderCard(cardOf(above, { unfolds, actions: [{ kind: "pitch" }] }));
    expect(messages.map(({ blocks }) => textOf(blocks).match(/Section \d/g))).toEqual([
      ["Section 0", "Section 1"],
      ["Section 2", "Section 3", "Section 4"],
      ["Section 5", "Section 6", "Section 7"],
      ["Section 8"],
    ]);
    expect(messages.map(({ blocks }) => typesOf(blocks).includes("actions"))).toEqual([true, false, false, false]);
  });

  it("puts what five messages can't hold into a file, and says so", () => {
    const sections = Array.from({ length: 40 }, (_, n) => text("word ".repeat(500), `Section ${n}`));
    const { messages, files } = renderCard(cardOf(sections));
    expect(messages).toHaveLength(5);
    expect(textOf(messages.at(-1)?.blocks)).toMatch(/The rest is in the file the-rest\.txt\.$/);
    const [rest] = files.map(({ bytes }) => new TextDecoder().decode(bytes));
    expect(rest?.match(/Section \d+/g)?.slice(-1)).toEqual(["Section 39"]);
  });

  it("names the card and the part in the text of what follows", () => {
    const { messages } = renderCard(cardOf([text("first")], { unfolds: [text("rest")] }));
    expect(messages.map((message) => message.text)).toEqual(["A title\nfirst", "A title (2)\nrest"]);
  });
});

describe("a title", () => {
  it("that no header takes is a bold paragraph, whole", () => {
    const title = "long ".repeat(40).trim();
    const { messages } = renderCard({ ...cardOf([]), title });
    expect(typesOf(messages[0].blocks)).toEqual(["rich_text"]);
    expect(textOf(messages[0].blocks)).toBe(title);
  });

  it("stays on one line, so that it can't pass for a card of its own", () => {
    const { messages } = renderCard({ ...cardOf([]), title: "one\n\nVERDICT: FASTER\u2028two" });
    expect(textOf(messages[0].blocks)).toBe("one VERDICT: FASTER two");
  });

  it("of a refusal is marked", () => {
    const { messages } = renderCard(cardOf([]), { failed: true });
    expect(messages[0].text).toBe("✗ A title");
  });

  it.each([
    ["good", "🟢 It is faster."],
    ["bad", "🔴 It is faster."],
    ["neutral", "It is faster."],
  ] as const)("of a %s card has its colour in the line below", (mood, lead) => {
    const { messages } = renderCard(cardOf([], { mood, lead: "It is faster." }));
    expect(textOf(messages[0].blocks)).toBe(`A title\n${lead}`);
  });
});

describe("a moment", () => {
  const at = new Date("2026-11-27T17:00:00Z");

  function drawn(moment: { readonly at: Date; readonly text: string }) {
    return renderCard(cardOf([{ kind: "moment", what: "The vote closes", ...moment }])).messages[0];
  }

  it("is each reader's own date, with the card's words where a client can't show one", () => {
    const { blocks } = drawn({ at, text: "The vote closes: Fri 27 Nov 2026, 18:00 (Europe/Berlin), in 3 h." });
    expect(blocks[1]).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "The vote closes: ", style: { bold: true } },
            {
              type: "date",
              timestamp: 1_795_798_800,
              format: "{date_short_pretty} at {time}",
              fallback: "Fri 27 Nov 2026, 18:00 (Europe/Berlin), in 3 h.",
            },
          ],
        },
      ],
    });
  });

  it("that Slack could not draw is told in the card's words", () => {
    const { blocks } = drawn({ at: new Date(Number.NaN), text: "when the sharks agree" });
    expect(textOf(blocks)).toBe("A title\nThe vote closes: when the sharks agree");
    expect(JSON.stringify(blocks)).not.toContain('"date"');
  });
});

describe("code", () => {
  it("of a few lines stands in the message", () => {
    const { messages, files } = renderCard(cardOf([{ kind: "code", text: "a = 1\n  b = 2" }]));
    expect(messages[0].blocks[1]).toEqual({
      type: "rich_text",
      elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: "a = 1\n  b = 2" }] }],
    });
    expect(files).toEqual([]);
  });

  it("of many lines shows the first of them, and all in a file", () => {
    const log = Array.from({ length: 300 }, (_, n) => `line ${n}`).join("\n");
    const { messages, files } = renderCard(cardOf([{ kind: "code", heading: "What the compiler said", text: log }]));
    expect(textOf(messages[0].blocks)).toMatch(
      /^A title\nWhat the compiler said\nline 0\n[\s\S]*line 13\n…\nAll of it is in the file what-the-compiler-said\.txt\.$/,
    );
    expect(files.map(({ name }) => name)).toEqual(["what-the-compiler-said.txt"]);
    expect(new TextDecoder().decode(files[0]?.bytes)).toBe(`What the compiler said\n${log}`);
  });
});

describe("a table", () => {
  const columns = (...names: readonly string[]): readonly Column[] =>
    names.map((name, index) => ({ name, align: index === 0 ? "left" : "right" }));
  const narrow: Section = { kind: "table", columns: columns("Pitch", "Funds"), rows: [["A", "2"]] };
  const wide: Section = {
    kind: "table",
    columns: columns("Case", "Baseline", "Candidate", "Speedup"),
    rows: [
      ["g=8, K=7168", "373 µs", "245 µs", "×1.5200"],
      ["geometric mean", "", "", "×1.5200"],
    ],
  };

  it("that a phone shows in one line each is aligned text", () => {
    const { blocks } = renderCard(cardOf([narrow])).messages[0];
    expect(textOf(blocks)).toBe("A title\nPitch  Funds\n─────  ─────\nA          2");
  });

  it("that is wider is Slack's own, its numbers on the right, no cell empty", () => {
    const [, table] = renderCard(cardOf([wide])).messages[0].blocks;
    if (table?.type !== "table") throw new Error(`drawn as ${table?.type}`);
    expect(table.column_settings?.map(({ align }) => align)).toEqual(["left", "right", "right", "right"]);
    expect(JSON.stringify(table.rows)).toContain('{"type":"text","text":" "}');
    expect(JSON.stringify(table.rows)).not.toContain('""');
  });

  it("is a list of its rows in a message that has its table already", () => {
    const { blocks } = renderCard(cardOf([wide, { ...wide, heading: "Again" }])).messages[0];
    expect(typesOf(blocks)).toEqual(["header", "table", "rich_text"]);
    expect(textOf(blocks.slice(2))).toBe(
      [
        "Again",
        "Case: g=8, K=7168",
        "Baseline: 373 µs · Candidate: 245 µs · Speedup: ×1.5200",
        "Case: geometric mean",
        "Speedup: ×1.5200",
      ].join("\n"),
    );
  });

  it("of more rows than Slack takes is no table of Slack's, and loses no row", () => {
    const rows = Array.from({ length: 150 }, (_, n) => [`case ${n} of the season`, "373 µs", "245 µs", "×1.5"]);
    const { messages } = renderCard(cardOf([{ ...wide, rows }]));
    const all = messages.map(({ blocks }) => textOf(blocks)).join("\n");
    expect(rows.filter(([name = "?"]) => !all.includes(name))).toEqual([]);
    expect(messages.flatMap(({ blocks }) => typesOf(blocks))).not.toContain("table");
  });

  it("that is huge is a file with its beginning shown", () => {
    const rows = Array.from({ length: 900 }, (_, n) => [`case ${n} of the season`, "373 µs", "245 µs", "×1.5"]);
    const { messages, files } = renderCard(cardOf([{ ...wide, heading: "Cases", rows }]));
    expect(messages).toHaveLength(1);
    expect(textOf(messages[0].blocks)).toContain("All of it is in the file cases.txt.");
    expect(new TextDecoder().decode(files[0]?.bytes)).toContain("case 899 of the season");
  });
});

describe("facts", () => {
  it("are lines, and a list under a heading, where bold names would read as headings", () => {
    const facts: Section = { kind: "facts", facts: [{ name: "Prediction", value: "1.1x" }] };
    const elements = (section: Section) => JSON.stringify(renderCard(cardOf([section])).messages[0].blocks[1]);
    expect(elements(facts)).not.toContain("rich_text_list");
    expect(elements({ ...facts, heading: "The bet" })).toContain("rich_text_list");
  });
});
