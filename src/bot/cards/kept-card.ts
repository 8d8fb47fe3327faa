import type { Card } from "./card.ts";

/** What the operator took out of the database, of which a channel may see nothing. */
export function keptCard(wanted: string): Card {
  return {
    title: `${wanted}, as it is kept`,
    lead: "Written by whoever wrote the kernel: open it as text. What a season keeps out of sight is yours to keep so.",
    mood: "neutral",
    sections: [],
  };
}
