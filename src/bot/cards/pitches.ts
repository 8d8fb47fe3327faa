import type { RoundRecord } from "../../rounds/memory/round-view.ts";
import { predictionText } from "../../rounds/memory/scoreboard.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import { apartText } from "./apart-text.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { listText, plural } from "./numbers.ts";

/** Voting is open: who stands on the table, and how to vote. Counts and ballots stay secret. */
export function votingOpenedCard(view: RoundRecord): Card {
  const { row, pitches, season } = view;
  const show = season.voice === "show";
  const items = pitches.map((pitch) => contestant(view, pitch));
  const letter = pitches[0]?.letter ?? "A";
  const { bar } = row.round.terms;
  const goal = bar === null ? "beat the baseline" : `reach this round's bar of ${bar}x`;
  return {
    title: show ? `ROUND ${row.number}: SHARKS, PLACE YOUR BETS` : `Round ${row.number}: voting is open`,
    lead: `${plural(pitches.length, "pitch is", "pitches are")} on the table. Fund one or none, and say how likely each is to ${goal}.`,
    mood: "neutral",
    sections: [
      { kind: "list", heading: show ? `ROUND ${row.number} CONTESTANTS` : "Pitches", items },
      {
        kind: "text",
        text: `/vote ${letter} p=70 funds ${letter} and gives it a 70% chance; /vote none funds nobody.`,
      },
    ],
    footer: "Ballots are secret until the vote closes, and can be changed until then.",
  };
}

function contestant(view: RoundRecord, { letter, content, sourceSha256 }: PitchRow): ListItem {
  const { title, prediction, authors, reasoning, knobs } = content;
  const tagline = content.tagline ?? view.approaches.find(({ key }) => key === content.approach)?.tagline;
  const details = [
    view.season.voice === "show" ? tagline : null,
    reasoning === undefined ? null : shortened(reasoning),
    knobs ? `Changes: ${knobs}` : null,
    sourceSha256 === null ? "No code yet: it is built only if it is funded." : null,
  ];
  return {
    text: `${letter}: ${title}, by ${listText(authors)}. Predicts ${predictionText(prediction)}.`,
    details: details.filter((line) => line !== null && line !== undefined),
  };
}

/** As much of a pitch as a phone shows beside the others; its own card has it all. */
const shortCharacters = 280;

function shortened(text: string): string {
  if (text.length <= shortCharacters) return text;
  const cut = text.lastIndexOf(" ", shortCharacters);
  return `${text.slice(0, cut > 0 ? cut : shortCharacters)}…`;
}

/** The vote, opened: support, mean chance, who goes on. */
export function tallyCard(view: RoundRecord): Card {
  const { tally, pitches, row, season } = view;
  const title =
    season.voice === "show" ? `ROUND ${row.number}: THE SHARKS HAVE SPOKEN` : `Round ${row.number}: the vote`;
  if (tally === null) return { title, mood: "neutral", sections: [] };
  const rows = tally.support.map(({ pitch, funds, meanPercent }) => {
    const found = pitches.find(({ id }) => id === pitch);
    const chance = meanPercent === null ? "–" : `${Math.round(meanPercent)}%`;
    return [found ? `${found.letter}, ${found.content.title}` : "?", `${funds}`, chance];
  });
  const apart = apartText(view);
  const columns = [
    { name: "Pitch", align: "left" },
    { name: "Funds", align: "right" },
    { name: "Chance", align: "right" },
  ] as const;
  return {
    title,
    lead: tallyLead(view, tally.funded.length),
    mood: "neutral",
    sections: [
      { kind: "table", columns, rows: [...rows, ["none", `${tally.none}`, ""]] },
      ...(apart === null ? [] : [{ kind: "text", text: apart } as const]),
      ...quotesSection(view),
    ],
    footer: "Funds: how many sharks back it. Chance: the mean of what they gave it.",
  };
}

function quotesSection({ reasons, season }: RoundRecord): readonly Section[] {
  if (reasons.length === 0) return [];
  const items = reasons.map((reason): ListItem => ({ text: `"${reason}"` }));
  return [{ kind: "list", heading: season.voice === "show" ? "SHARKS" : "Reasons given", items }];
}

function tallyLead({ tally, pitches, row, season }: RoundRecord, count: number): string {
  const funded = pitches.filter(({ id }) => tally?.funded.includes(id));
  const names = listText(funded.map(({ letter, content }) => `${letter} (${content.title})`));
  const ballots = plural(tally?.ballots ?? 0, "ballot");
  if (count === 0) {
    const runsAnyway = row.round.terms.runs === "all" && pitches.some(({ sourceSha256 }) => sourceSha256 !== null);
    const rest = runsAnyway ? "; what has code runs all the same" : "";
    return `${ballots}: nobody is funded, so nothing new is built${rest}.`;
  }
  if (count > 1) return `${ballots}: ${names} tie. The GPU decides.`;
  const isUnanimous = tally !== null && tally.ballots > 1 && tally.support.some(({ funds }) => funds === tally.ballots);
  const unanimous = season.voice === "show" ? ". UNANIMOUS YES!" : " unanimously.";
  const next = funded.some(({ sourceSha256 }) => sourceSha256 === null)
    ? "Now it has to be built"
    : "Now it has to run";
  return `${ballots}: ${names} is funded${isUnanimous ? unanimous : "."} ${next}.`;
}
