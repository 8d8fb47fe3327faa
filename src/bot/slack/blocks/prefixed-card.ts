import type { Card } from "../../cards/card.ts";
import { saidCard } from "../../cards/said-card.ts";
import { renderCard } from "./render-card.ts";

/** A card whose commands are named as this installation has them: `/tank close` is `/st-tank close`. */
export function prefixedCard(card: Card, prefix: string): Card {
  return prefix === "" ? card : saidCard(card, (text) => prefixedText(text, prefix));
}

export type DrawCard = typeof renderCard;

/** Draws cards with an installation's own names of commands. */
export function drawWith(prefix: string): DrawCard {
  return (card, look) => renderCard(prefixedCard(card, prefix), look);
}

/** The three commands wherever they stand as such, and not as a part of a path. */
export function prefixedText(text: string, prefix: string): string {
  return text.replace(/(?<![\w/.@-])\/(?=(?:pitch|vote|tank)\b)/g, `/${prefix}`);
}
