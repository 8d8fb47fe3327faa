import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/bot/cards/card.ts";
import { blocksText } from "../../../src/bot/slack/blocks/blocks-text.ts";
import { readAction } from "../../../src/bot/slack/blocks/read-action.ts";
import { type RenderedCard, renderCard } from "../../../src/bot/slack/blocks/render-card.ts";
import { anyAction, anyCard } from "../../cards/any-card.ts";
import { lostFacts } from "../../cards/lost-facts.ts";
import { blockFaults } from "../../fakes/slack/check-blocks.ts";
import { toldInSlack } from "./told-in-slack.ts";

const anyLook = fc.record({ unfolds: fc.constantFrom("below", "inside"), failed: fc.boolean() });
const runs = { numRuns: 80, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false };

function everyCard(check: (drawn: RenderedCard, card: Card) => void): void {
  fc.assert(
    fc.property(anyCard, anyLook, (card, look) => check(renderCard(card, look), card)),
    runs,
  );
}

/** Every string in the blocks, with the key it stands under. */
function strings(value: unknown, key = ""): readonly (readonly [key: string, text: string])[] {
  if (typeof value === "string") return [[key, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, Array.isArray(value) ? key : name));
}

/** A button's value is shown to nobody. */
function shown(blocks: unknown): readonly string[] {
  return strings(blocks).flatMap(([key, text]) => (key === "value" ? [] : [text]));
}

describe("any card whatsoever", () => {
  it("gives messages that Slack takes", () => {
    everyCard(({ messages }) => {
      expect(messages.flatMap(({ blocks }) => blockFaults(blocks, "message"))).toEqual([]);
    });
  });

  it("gives at most five messages, each with words in it and far from Slack's size", () => {
    everyCard(({ messages }) => {
      expect(messages.length).toBeLessThanOrEqual(5);
      for (const { blocks } of messages) {
        expect(blocks.length).toBeGreaterThan(0);
        const texts = strings(blocks).filter(([key]) => key === "text");
        expect(texts.reduce((sum, [, text]) => sum + text.length, 0)).toBeLessThan(9_000);
      }
    });
  });

  it("loses no fact between the messages and the files", () => {
    everyCard((drawn, card) => {
      expect(lostFacts(card, toldInSlack(drawn))).toEqual([]);
    });
  });

  it("names each file in a message, and no two alike", () => {
    everyCard(({ messages, files }) => {
      const names = files.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const text = messages.map(({ blocks }) => blocksText(blocks)).join("\n");
      expect(names.filter((name) => !text.includes(name))).toEqual([]);
    });
  });

  it("shows what people wrote as text that nothing parses", () => {
    const structure = ["header", "plain_text", "rich_text", "rich_text_section", "rich_text_list", "bullet"];
    const known = [...structure, "rich_text_preformatted", "text", "date", "table", "context", "actions", "button"];
    everyCard(({ messages }) => {
      const found = messages.flatMap(({ blocks }) => strings(blocks));
      const others = found.filter(([key]) => !["text", "fallback", "value", "action_id"].includes(key));
      const words = new Set([...known, "left", "right", "primary", "{date_short_pretty} at {time}"]);
      expect(others.filter(([, text]) => !words.has(text))).toEqual([]);
    });
  });

  it("holds no control character, nothing that runs backwards and no half of a character", () => {
    everyCard(({ messages, files }) => {
      const texts = [
        ...messages.flatMap(({ text, blocks }) => [text, ...shown(blocks)]),
        ...files.map(({ bytes }) => new TextDecoder().decode(bytes)),
      ];
      expect(texts.filter((text) => !text.isWellFormed() || /(?!\n)[\p{Cc}\p{Bidi_Control}]/u.test(text))).toEqual([]);
    });
  });

  it("has a short text for notifications that can neither ping nor link", () => {
    everyCard(({ messages }) => {
      for (const { text } of messages) {
        expect(text.trim()).not.toBe("");
        expect(text.length).toBeLessThanOrEqual(1_000);
        expect(text).not.toMatch(/[<>*`~]|&(?!amp;|lt;|gt;)|@(here|channel|everyone)|:\/\//i);
      }
    });
  });
});

describe("a button's value", () => {
  it("is read back as the action it was made of", () => {
    fc.assert(
      fc.property(anyAction, (action) => {
        expect(readAction(JSON.stringify(action))).toEqual(action);
      }),
    );
  });

  it("is refused when it is none of ours", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (value) => {
        expect(readAction(value)).toBeNull();
      }),
    );
  });
});
