import type { RoundStanding } from "../../rounds/memory/round-view.ts";
import { predictionText } from "../../rounds/memory/scoreboard.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card, ListItem } from "./card.ts";
import { listText, plural } from "./numbers.ts";

/** Who stands on the table. */
export function pitchListCard(view: RoundStanding | null): Card {
  if (view === null) {
    return {
      title: "No pitches: no round was opened yet",
      lead: "/tank open starts one.",
      mood: "neutral",
      sections: [],
    };
  }
  const { row, pitches } = view;
  const items = pitches.map(pitchItem);
  return {
    title: `Round ${row.number}: ${plural(pitches.length, "pitch", "pitches")}`,
    ...(items.length === 0 ? { lead: "Nobody has pitched yet. /pitch template shows how." } : {}),
    mood: "neutral",
    sections: items.length === 0 ? [] : [{ kind: "list", items }],
  };
}

function tooText({ joined = [] }: PitchRow["content"]): string {
  const names = joined.map(({ by }) => by);
  const more = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return names.length === 0 ? "" : `, pitched too by ${listText(more)}`;
}

/** One pitch in a line: what, by whom, how much. */
export function pitchItem({ letter, content, sourceSha256 }: PitchRow): ListItem {
  const { title, authors, prediction, approach, knobs } = content;
  const code = sourceSha256 === null ? " No code yet." : knobs ? ` Changes: ${knobs}` : "";
  const bet = prediction === null ? "" : `: ${predictionText(prediction)}`;
  return { text: `${letter}: ${title} (${approach}), by ${listText(authors)}${tooText(content)}${bet}.${code}` };
}
