import { mostInRound } from "../../rounds/pitching/pitch-letter.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";
import { pitchItem } from "./pitch-list-card.ts";

/** The pitches that are in no round yet. */
export function benchCard(bench: readonly PitchRow[]): Card {
  if (bench.length === 0) {
    return {
      title: "The bench is empty",
      lead: "A pitch lands here while no round takes pitches. /pitch template shows how.",
      mood: "neutral",
      sections: [],
    };
  }
  return {
    title: `On the bench: ${plural(bench.length, "pitch", "pitches")}`,
    mood: "neutral",
    sections: [{ kind: "list", items: bench.map(pitchItem) }],
    footer: benchFooter(bench),
  };
}

/** How a host takes them, and how anybody reads one. */
export function benchFooter(pitches: readonly PitchRow[]): string {
  const letters = pitches.map(({ letter }) => letter);
  const [first = "A"] = letters;
  const some =
    letters.length > mostNamed ? `${letters.slice(0, 3).join(",")} (up to ${mostInRound}; or all)` : letters.join(",");
  return `A host takes them into a round: /tank open bench=${some}. /pitch show bench:${first} shows one.`;
}

/** More letters than that are no line of a phone. */
const mostNamed = 12;
