import type { Scoreboard } from "../../rounds/memory/scoreboard.ts";
import type { Card, Section } from "./card.ts";
import { credibilityText } from "./numbers.ts";

/** The scoreboard as a part of another card. */
export function scoreboardSection(board: Scoreboard, voice: "show" | "plain"): Section {
  const heading = voice === "show" ? "THE SCOREBOARD OF SHAME" : "Scoreboard";
  if (board.lines.length === 0) {
    const text = voice === "show" ? "Nobody has been wrong yet. Give it a round." : "No round has been decided yet.";
    return { kind: "text", heading, text };
  }
  const rows = board.lines.map((line) => [
    `${line.round}${line.imported ? "*" : ""}`,
    line.winner,
    line.prediction,
    line.reality,
    credibilityText(line.credibility),
  ]);
  const standing = board.bankrupt && voice === "show" ? "BANKRUPT" : credibilityText(board.credibility);
  return {
    kind: "table",
    heading,
    columns: [
      { name: "Round", align: "left" },
      { name: "Winner", align: "left" },
      { name: "Prediction", align: "left" },
      { name: "Reality", align: "left" },
      { name: "Shark credibility", align: "right" },
    ],
    rows: [...rows, ["Total", "", "", `${board.wins} for ${board.counted}`, standing]],
  };
}

export function scoreboardCard(
  season: { readonly title: string; readonly voice: "show" | "plain" },
  board: Scoreboard,
): Card {
  const imported = board.lines.some((line) => line.imported);
  return {
    title: season.title,
    mood: "neutral",
    sections: [scoreboardSection(board, season.voice)],
    ...(imported ? { footer: "* played before this tool kept the books; imported, not scored again." } : {}),
  };
}
