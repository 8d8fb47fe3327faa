import { drawCard } from "../../../src/bot/discord/messages/draw-card.ts";
import type { RenderedCard } from "../../../src/bot/discord/messages/render-card.ts";
import { sampleCards } from "../../cards/sample-cards.ts";
import { shownCards } from "../../cards/shown-cards.ts";

const living = ["round-pitching", "round-voting", "round-running"].map((name) => {
  const card = sampleCards[name];
  if (!card) throw new Error(`no sample card ${name}`);
  return [name, { card, notify: true }] as const;
});

/** Cards as Discord gets them, by the name of their golden file. */
export const sampleMessages: Readonly<Record<string, RenderedCard>> = Object.fromEntries(
  [...Object.entries(shownCards), ...living].map(([name, { card, notify = false, ...shown }]) => {
    const look = "look" in shown ? shown.look : {};
    return [name, drawCard(card, { ...look, notify })];
  }),
);
