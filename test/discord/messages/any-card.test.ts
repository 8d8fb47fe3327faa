import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/bot/cards/card.ts";
import { actionId, readAction } from "../../../src/bot/discord/messages/read-action.ts";
import { refFor, refOf, withRef } from "../../../src/bot/discord/messages/ref.ts";
import { type RenderedCard, renderCard } from "../../../src/bot/discord/messages/render-card.ts";
import { anyAction, anyCard } from "../../cards/any-card.ts";
import { lostFacts } from "../../cards/lost-facts.ts";
import { messageFaults } from "./message-faults.ts";
import { kindsIn } from "./read-markdown.ts";
import { toldInDiscord } from "./told-in-discord.ts";

const anyLook = fc.record({
  unfolds: fc.constantFrom("below", "inside"),
  failed: fc.boolean(),
  notify: fc.boolean(),
});
const runs = { numRuns: 80, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false };

function everyCard(check: (drawn: RenderedCard, card: Card) => void): void {
  fc.assert(
    fc.property(anyCard, anyLook, (card, look) => check(renderCard(card, look), card)),
    runs,
  );
}

function markdownOf({ messages }: RenderedCard): readonly string[] {
  return messages.flatMap(({ content = "", embeds }) => [
    content,
    ...embeds.flatMap(({ title = "", description = "" }) => [title, description]),
  ]);
}

describe("any card whatsoever", () => {
  it("gives at most five messages that Discord takes, with their references too", () => {
    everyCard(({ messages }) => {
      expect(messages.length).toBeLessThanOrEqual(5);
      const marked = messages.map((message) => withRef(message, refFor("key")));
      expect([...messages, ...marked].flatMap(messageFaults)).toEqual([]);
    });
  });

  it("loses no fact between the messages and the files", () => {
    everyCard((drawn, card) => {
      expect(lostFacts(card, toldInDiscord(drawn), { datesAreDrawn: true })).toEqual([]);
    });
  });

  it("names each file in a message, and no two alike", () => {
    everyCard((drawn) => {
      const names = drawn.files.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const [text = ""] = toldInDiscord(drawn);
      expect(names.filter((name) => !text.includes(name))).toEqual([]);
    });
  });

  it("shows what people wrote as text that nothing parses", () => {
    everyCard((drawn, { sections, unfolds = [] }) => {
      const hasMoment = [...sections, ...unfolds].some(({ kind }) => kind === "moment");
      const ours = new Set(["text", "bold", "item", "code-block", ...(hasMoment ? ["timestamp"] : [])]);
      const found = markdownOf(drawn).flatMap((markdown) => [...kindsIn(markdown)]);
      expect(found.filter((kind) => !ours.has(kind))).toEqual([]);
    });
  });

  it("says something in a notification, and leaves room for mentions", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { content = "" } = renderCard(card, { notify: true }).messages[0];
        expect(content.trim()).not.toBe("");
        expect(content.length).toBeLessThanOrEqual(1_000);
      }),
      runs,
    );
  });
});

describe("a reference", () => {
  const anyFooter = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary", maxLength: 3_000 }),
    fc.string().map((key) => `Season 1 · ref ${refFor(key)}`),
    fc.string().map((key) => `ref ${refFor(key)}`),
  );

  it("is read back whatever the footer says", () => {
    fc.assert(
      fc.property(anyFooter, fc.string(), (text, key) => {
        const message = { embeds: [{ title: "one" }, { footer: { text } }], components: [] };
        expect(refOf(withRef(message, refFor(key)))).toBe(refFor(key));
      }),
    );
  });

  it("is not found in a footer of a card's own", () => {
    fc.assert(
      fc.property(anyFooter, (footer) => {
        expect(renderCard({ title: "t", mood: "neutral", sections: [], footer }).messages.map(refOf)).toEqual([null]);
      }),
    );
  });
});

describe("a button's id", () => {
  it("is read back as the action it was made of", () => {
    fc.assert(
      fc.property(anyAction, (action) => {
        expect(readAction(actionId(action))).toEqual(action);
      }),
    );
  });

  it("is refused when it is none of ours", () => {
    const almost = fc.tuple(fc.constantFrom("tank:vote", "tank:ask:3", "tank:", "tank:answer"), fc.string());
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          almost.map(([start, end]) => `${start}${end}`),
        ),
        (id) => {
          const action = readAction(id);
          if (action !== null) expect(actionId(action)).toBe(id);
        },
      ),
    );
  });
});
