import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { Card } from "../../src/bot/cards/card.ts";
import { saidCard } from "../../src/bot/cards/said-card.ts";
import { discordText, drawCard } from "../../src/bot/discord/messages/draw-card.ts";
import { renderCard as renderInSlack } from "../../src/bot/slack/blocks/render-card.ts";
import { renderCard as renderInTerminal } from "../../src/bot/terminal/render-card.ts";
import { messageFaults } from "../discord/messages/message-faults.ts";
import { toldInDiscord } from "../discord/messages/told-in-discord.ts";
import { blockFaults } from "../fakes/slack/check-blocks.ts";
import { toldInSlack } from "../slack/blocks/told-in-slack.ts";
import { lostFacts } from "./lost-facts.ts";
import { sampleCards } from "./sample-cards.ts";

interface Drawn {
  /** What the platform has against it. */
  readonly faults: readonly string[];
  /** Facts that are neither in a message nor in a file; what counts as one is told at `lostFacts`. */
  readonly lost: readonly string[];
}

function inTerminal(card: Card, width: number): Drawn {
  const text = renderInTerminal(card, { width, colours: false });
  const tooWide = text.split("\n").filter((line) => stringWidth(line) > width);
  return { faults: tooWide, lost: lostFacts(card, [text]) };
}

function inSlack(card: Card, unfolds: "below" | "inside"): Drawn {
  const drawn = renderInSlack(card, { unfolds });
  const faults = drawn.messages.flatMap(({ blocks }) => blockFaults(blocks, "message"));
  return { faults, lost: lostFacts(card, toldInSlack(drawn)) };
}

function inDiscord(card: Card, look: NonNullable<Parameters<typeof drawCard>[1]>): Drawn {
  const drawn = drawCard(card, look);
  const lost = lostFacts(saidCard(card, discordText), toldInDiscord(drawn), { datesAreDrawn: true });
  return { faults: drawn.messages.flatMap(messageFaults), lost };
}

const platforms: Readonly<Record<string, (card: Card) => Drawn>> = {
  "a wide terminal": (card) => inTerminal(card, 100),
  "a narrow terminal": (card) => inTerminal(card, 40),
  Slack: (card) => inSlack(card, "below"),
  "Slack, unfolded": (card) => inSlack(card, "inside"),
  Discord: (card) => inDiscord(card, {}),
  "Discord, unfolded": (card) => inDiscord(card, { unfolds: "inside" }),
  "Discord, with a notification": (card) => inDiscord(card, { notify: true }),
  "Discord, refused": (card) => inDiscord(card, { failed: true }),
};

describe.each(Object.entries(platforms))("%s", (_, draw) => {
  it.each(Object.entries(sampleCards))("takes %s, and tells every fact of it", (_, card) => {
    expect(draw(card)).toEqual({ faults: [], lost: [] });
  });
});
