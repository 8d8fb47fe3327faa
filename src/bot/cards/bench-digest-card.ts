import type { PitchRow } from "../../rounds/store/pitches.ts";
import { benchFooter } from "./bench-card.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";
import { pitchItem } from "./pitch-list-card.ts";

/** What came to the bench since the last digest and still waits there. */
export function benchDigestCard(pitches: readonly PitchRow[]): Card {
  return {
    title: `New on the bench: ${plural(pitches.length, "pitch", "pitches")}`,
    mood: "neutral",
    sections: [{ kind: "list", items: pitches.map(pitchItem) }],
    footer: benchFooter(pitches),
  };
}
