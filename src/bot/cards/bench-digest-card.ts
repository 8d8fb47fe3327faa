import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";
import { pitchItem } from "./pitch-list-card.ts";

/** What came to the bench since the last digest and still waits there. */
export function benchDigestCard(pitches: readonly PitchRow[]): Card {
  const letters = pitches.map(({ letter }) => letter).join(",");
  return {
    title: `New on the bench: ${plural(pitches.length, "pitch", "pitches")}`,
    mood: "neutral",
    sections: [{ kind: "list", items: pitches.map(pitchItem) }],
    footer: `A host takes them into a round: /tank open bench=${letters}. /pitch show bench:${pitches[0]?.letter ?? "A"} shows one.`,
  };
}
