import type { Scoreboard } from "../../rounds/memory/scoreboard.ts";
import { creditApartText } from "./apart-text.ts";
import type { Card, Section } from "./card.ts";
import { credibilityText, listText } from "./numbers.ts";

type Voice = "show" | "plain";

/** The scoreboard as a part of another card. */
export function scoreboardSections(board: Scoreboard, voice: Voice): readonly Section[] {
  const heading = voice === "show" ? "THE SCOREBOARD OF SHAME" : "Scoreboard";
  if (board.lines.length === 0) {
    const text = voice === "show" ? "Nobody has been wrong yet. Give it a round." : "No round has been decided yet.";
    return [{ kind: "text", heading, text }];
  }
  const rows = board.lines.map((line) => [
    `${line.round}`,
    line.winner,
    line.prediction,
    line.reality,
    credibilityText(line.credibility),
  ]);
  const table: Section = {
    kind: "table",
    heading,
    columns: [
      { name: "Round", align: "left" },
      { name: "Winner", align: "left" },
      { name: "Prediction", align: "left" },
      { name: "Reality", align: "left" },
      { name: "Shark Credibility", align: "right" },
    ],
    rows: [...rows, ["Total", "", "", `${board.wins} for ${board.counted}`, standing(board, voice)]],
  };
  const imported = [...new Set(board.lines.filter((line) => line.imported).map((line) => `${line.round}`))];
  const apart = creditApartText(board);
  const sections = [table, ...(apart === null ? [] : [{ kind: "text", text: apart } as const])];
  if (imported.length === 0) return sections;
  const rounds = `${imported.length === 1 ? "Round" : "Rounds"} ${listText(imported)}`;
  const were = imported.length === 1 ? "was" : "were";
  const text = `${rounds} ${were} played before this tool kept the books: imported, not scored again.`;
  return [...sections, { kind: "text", text }];
}

export function scoreboardCard(season: { readonly title: string; readonly voice: Voice }, board: Scoreboard): Card {
  return {
    title: season.voice === "show" ? season.title.toUpperCase() : season.title,
    mood: "neutral",
    sections: scoreboardSections(board, season.voice),
  };
}

/** BANKRUPT stands for the number only where the number stands right above it. */
function standing({ bankrupt, credibility, lines }: Scoreboard, voice: Voice): string {
  const number = credibilityText(credibility);
  if (!bankrupt || voice === "plain") return number;
  return lines.at(-1)?.credibility === credibility ? "BANKRUPT" : `BANKRUPT (${number})`;
}
