import type { Card, ListItem, Section } from "../../cards/card.ts";
import { renderCard } from "./render-card.ts";

/** A card whose commands are named as this installation has them: `/tank close` is `/st-tank close`. */
export function prefixedCard(card: Card, prefix: string): Card {
  if (prefix === "") return card;
  const say = (text: string) => prefixedText(text, prefix);
  const { title, subtitle, lead, footer, sections, unfolds } = card;
  return {
    ...card,
    title: say(title),
    ...(subtitle !== undefined && { subtitle: say(subtitle) }),
    ...(lead !== undefined && { lead: say(lead) }),
    ...(footer !== undefined && { footer: say(footer) }),
    sections: sections.map((section) => prefixedSection(section, say)),
    ...(unfolds !== undefined && { unfolds: unfolds.map((section) => prefixedSection(section, say)) }),
  };
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

type Say = (text: string) => string;

/** Code is what a compiler or a kernel said, and stays. */
function prefixedSection(section: Section, say: Say): Section {
  switch (section.kind) {
    case "code":
      return section;
    case "text":
    case "moment":
      return { ...section, text: say(section.text) };
    case "list":
      return { ...section, items: section.items.map((item) => prefixedItem(item, say)) };
    case "facts":
      return { ...section, facts: section.facts.map(({ name, value }) => ({ name, value: say(value) })) };
    case "table":
      return { ...section, rows: section.rows.map((row) => row.map(say)) };
  }
}

function prefixedItem({ text, details }: ListItem, say: Say): ListItem {
  return { text: say(text), ...(details !== undefined && { details: details.map(say) }) };
}
