import type { Card, Section } from "./card.ts";

/** The colour of a card, beside words that say the same. */
const marks = { good: "🟢 ", bad: "🔴 ", neutral: "" } as const;

/** What happened, with the card's colour; a refusal is marked in its title already. */
export function leadText({ lead = "", mood }: Card, failed: boolean): string {
  return failed || lead === "" ? lead : `${marks[mood]}${lead}`;
}

/** What stands under a card's title in a chat. */
export function introSection(card: Card, failed: boolean): Section {
  const { subtitle } = card;
  return { kind: "text", ...(subtitle === undefined ? {} : { heading: subtitle }), text: leadText(card, failed) };
}
