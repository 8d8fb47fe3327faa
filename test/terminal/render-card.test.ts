import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { Card, Section } from "../../src/bot/cards/card.ts";
import { verdictCard } from "../../src/bot/cards/verdict-card.ts";
import { renderCard, terminalLook } from "../../src/bot/terminal/render-card.ts";
import { sampleView, tma } from "../cards/round-view-builder.ts";
import { sampleCards } from "../cards/sample-cards.ts";
import { compileError } from "../cards/sample-verdicts.ts";

const names = Object.keys(sampleCards);
const widths = [24, 40, 68, 100, 200];

function draw(card: Card | undefined, width = 100, colours = false): string {
  if (!card) throw new Error("no such card");
  return renderCard(card, { width, colours });
}

/** Everything that a card says. */
function factsOf(card: Card): readonly string[] {
  const inSection = (section: Section): readonly string[] => {
    switch (section.kind) {
      case "list":
        return section.items.flatMap(({ text, details = [] }) => [text, ...details]);
      case "facts":
        return section.facts.map(({ name, value }) => `${name}: ${value}`);
      case "table":
        return [...section.columns.map(({ name }) => name), ...section.rows.flat()];
      default:
        return [section.text];
    }
  };
  const said = card.sections.flatMap((section) => [section.heading ?? "", ...inSection(section)]);
  return [card.title, card.lead ?? "", ...said, card.footer ?? ""].filter((text) => text !== "");
}

/** Without what wrapping may add: blanks, line breaks, the bar beside code. */
const bare = (text: string) => text.replace(/[\s│]/g, "");

describe("a drawn card", () => {
  it.each(names)("%s fits any width", (name) => {
    for (const width of widths) {
      const lines = draw(sampleCards[name], width).split("\n");
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }
  });

  it.each(names)("%s loses no fact at any width", (name) => {
    const card = sampleCards[name];
    for (const width of widths) {
      const drawn = bare(draw(card, width));
      expect(
        factsOf(card ?? { title: "", mood: "neutral", sections: [] }).filter((fact) => !drawn.includes(bare(fact))),
      ).toEqual([]);
    }
  });

  it.each(names)("%s has colours only when they are asked for, and the same words then", (name) => {
    const plain = draw(sampleCards[name]);
    expect(stripVTControlCharacters(plain)).toBe(plain);
    const coloured = draw(sampleCards[name], 100, true);
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it("has green for good news, red for bad and cyan for neither", () => {
    const title = (mood: Card["mood"]) => draw({ title: "T", mood, sections: [] }, 40, true);
    expect(title("good")).toContain("\u001b[32m");
    expect(title("bad")).toContain("\u001b[31m");
    expect(title("neutral")).toContain("\u001b[36m");
  });

  it("has the banner only where there is room for it", () => {
    expect(draw(sampleCards["round-opened"], 68)).toContain("|_____/|_|");
    expect(draw(sampleCards["round-opened"], 67)).not.toContain("|_____/|_|");
    expect(draw(sampleCards["round-opened-plain"], 100)).not.toContain("|_____/|_|");
  });

  it("has no colours on a stream that is no terminal", () => {
    expect(terminalLook(Object.assign(Object.create(process.stdout), { isTTY: false, columns: 80 }))).toEqual({
      width: 80,
      colours: false,
    });
  });
});

describe("what a player or a kernel wrote", () => {
  const attack = "\u001b[2J\u001b]0;owned\u0007\u009b31m\rERROR\u0008\u202Etxt.exe\u2066\u0000done";

  it("can't move the cursor, ring, colour or run backwards, wherever it stands", () => {
    const card: Card = {
      title: attack,
      lead: attack,
      mood: "neutral",
      footer: attack,
      sections: [
        { kind: "text", heading: attack, text: attack },
        { kind: "list", heading: attack, items: [{ text: attack, details: [attack] }] },
        { kind: "facts", facts: [{ name: attack, value: attack }] },
        { kind: "code", text: attack },
        { kind: "table", columns: [{ name: attack, align: "left" }], rows: [[attack]] },
      ],
    };
    for (const width of widths) {
      const drawn = draw(card, width);
      expect(drawn).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      expect(drawn).toContain("done");
    }
  });

  it("is shown in a verdict as its harmless characters", () => {
    const error = { ...compileError.error, headline: "no", excerpt: `${attack}\n\tat line 3`, stage: "build" } as const;
    const drawn = draw(
      verdictCard(sampleView(), {
        runId: 1,
        roundId: 1,
        pitchId: tma,
        purpose: "verdict",
        verdict: { ...compileError, error },
        ran: null,
        ruling: null,
      }),
    );
    expect(drawn).toContain("\ufffd[2J\ufffd]0;owned\ufffd\ufffd31m");
    expect(drawn).toContain("  │     at line 3");
  });

  it("can't draw a card of its own in a title", () => {
    const drawn = draw({ title: "A\n━━━━\nVERDICT: FASTER", mood: "neutral", sections: [] });
    expect(drawn.split("\n")[1]).toBe("A ━━━━ VERDICT: FASTER");
  });

  it("fits and is whole, whatever it is", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 120 });
    const rows = fc.array(fc.tuple(text, text), { maxLength: 3 });
    fc.assert(
      fc.property(text, text, rows, fc.integer({ min: 24, max: 120 }), (title, said, cells, width) => {
        const columns = [
          { name: "Pitch", align: "left" },
          { name: "Time", align: "right" },
        ] as const;
        const drawn = draw(
          {
            title,
            mood: "neutral",
            sections: [
              { kind: "list", items: [{ text: said, details: [said] }] },
              { kind: "code", text: said },
              { kind: "table", columns, rows: cells },
            ],
          },
          width,
        );
        for (const line of drawn.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(drawn).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      }),
    );
  });
});

describe("a table", () => {
  const table = (cells: readonly string[]): Card => ({
    title: "t",
    mood: "neutral",
    sections: [
      {
        kind: "table",
        columns: [
          { name: "Case", align: "left" },
          { name: "", align: "left" },
          { name: "Time", align: "right" },
        ],
        rows: [cells, ["total", "", "5"]],
      },
    ],
  });

  it("is aligned where it fits", () => {
    expect(
      draw(table(["g=8", "ok", "373 µs"]))
        .split("\n")
        .slice(3),
    ).toEqual(["Case         Time", "─────  ──  ──────", "g=8    ok  373 µs", "total           5", ""]);
  });

  it("is stacked where it doesn't: a name and a value a line, empty cells left out", () => {
    expect(
      draw(table(["a case with a long name", "ok", "373 µs"]), 30)
        .split("\n")
        .slice(3),
    ).toEqual(["Case: a case with a long name", "ok", "Time: 373 µs", "", "Case: total", "Time: 5", ""]);
  });

  it("counts wide characters as what they take on the screen", () => {
    const [, , first, second] = draw(table(["日本語", "ok", "1"]))
      .split("\n")
      .slice(2);
    expect(stringWidth(first ?? "")).toBe(stringWidth(second ?? ""));
  });
});
