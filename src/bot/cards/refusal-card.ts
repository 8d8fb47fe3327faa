import type { UserError } from "../../rounds/user-error.ts";
import type { Card } from "./card.ts";

/** A refused command: what happened, and what to do next. */
export function refusalCard({ message, hint }: UserError): Card {
  return { title: message, ...(hint === undefined ? {} : { lead: hint }), mood: "bad", sections: [] };
}

/** A bug: nothing that a player did wrong, and an id by which its cause is found in the log. */
export function bugCard(id: string): Card {
  return {
    title: "Something broke that should not have. Nothing was changed.",
    lead: `Its cause stands in the log under ${id}: tell whoever runs this bot.`,
    mood: "bad",
    sections: [],
  };
}
