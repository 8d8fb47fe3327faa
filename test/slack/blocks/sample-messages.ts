import { type RenderedCard, renderCard } from "../../../src/bot/slack/blocks/render-card.ts";
import { shownCards } from "../../cards/shown-cards.ts";

/** Cards as Slack gets them, by the name of their golden file. */
export const sampleMessages: Readonly<Record<string, RenderedCard>> = Object.fromEntries(
  Object.entries(shownCards).map(([name, { card, look }]) => [name, renderCard(card, look)]),
);
