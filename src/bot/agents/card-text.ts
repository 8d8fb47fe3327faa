import type { Card } from "../cards/card.ts";
import { renderCard } from "../terminal/render-card.ts";

/** A card as plain text, for whoever has no screen: without banner and rule, which tell nothing. */
export function cardText({ banner: _, ...card }: Card): string {
  return renderCard(card, { width: 100, colours: false }).replace(/^━+\n/, "");
}
