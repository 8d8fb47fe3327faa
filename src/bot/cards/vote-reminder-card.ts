import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { Card } from "./card.ts";
import { deadlineLine } from "./deadline-text.ts";
import { plural } from "./numbers.ts";

/** To a shark who has not voted, shortly before it is too late. */
export function voteReminderCard(view: RoundView, now: Date): Card {
  const { row, pitches, season } = view;
  const moment = deadlineLine(row, now, season.rules.timezone);
  return {
    title: `Round ${row.number}, "${row.title}": you have not voted yet`,
    lead: `${plural(pitches.length, "pitch waits", "pitches wait")} for your word. What you don't say can't be scored.`,
    mood: "neutral",
    sections: moment === null ? [] : [{ kind: "moment", ...moment }],
    actions: [{ kind: "vote" }],
  };
}
