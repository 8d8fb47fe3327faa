import type { ImportedFile } from "../import-file.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";

/** What was read in, and how it goes on. */
export function importCard({ season, kind, rounds, cancelled }: ImportedFile): Card {
  const history =
    kind === "scorecard"
      ? `${plural(rounds, "round")} of its past, shown as imported and never scored.`
      : `${plural(rounds, "round")}, with pitches, ballots, verdicts and lessons.`;
  const cut = `Round ${cancelled} was open when the season was exported; it is cancelled here, and its secret ballots are not known.`;
  return {
    title: `Imported season ${season}`,
    lead: `${history} It goes on with: npm start -- --season ${season}`,
    mood: "good",
    sections: cancelled === null ? [] : [{ kind: "text", heading: "Not complete", text: cut }],
  };
}
