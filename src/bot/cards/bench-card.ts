import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";
import { pitchItem } from "./pitch-list-card.ts";

/** The pitches that are in no round yet. */
export function benchCard(bench: readonly PitchRow[]): Card {
  const letters = bench.map(({ letter }) => letter).join(",");
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
    footer: `A host takes them into a round: /tank open bench=${letters}. /pitch show bench:${bench[0]?.letter ?? "A"} shows one.`,
  };
}
