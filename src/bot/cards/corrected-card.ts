import { z } from "zod";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { realityText } from "../../rounds/memory/scoreboard.ts";
import type { StoredVerdict } from "../../rounds/store/verdicts.ts";
import type { Card, Fact } from "./card.ts";
import { scoreboardSections } from "./scoreboard-card.ts";

/** What an announcement of a correction says of it. */
export const CorrectionBody = z.union([
  z.strictObject({ runId: z.number() }),
  z.strictObject({ decision: z.string(), reason: z.string() }),
]);
type CorrectionBody = z.infer<typeof CorrectionBody>;

/** A decided round that is not as it was: measured once more, or ruled on. `rerun` null: the runner gave up. */
export function correctedCard(view: RoundView, body: CorrectionBody, rerun: StoredVerdict | null): Card {
  const { row, season, scoreboard } = view;
  const title =
    season.voice === "show" ? `ROUND ${row.number}, CORRECTED FOR THE RECORD` : `Round ${row.number} is corrected`;
  if ("decision" in body) {
    const facts: readonly Fact[] = [{ name: "Reason", value: body.reason }];
    return {
      title,
      lead: `${body.decision}. What it had earned is made right; what was measured stays on record.`,
      mood: "neutral",
      sections: [{ kind: "facts", facts }, ...scoreboardSections(scoreboard, season.voice)],
    };
  }
  if (rerun === null) {
    const lead = "The runner gave up after three tries, which says nothing about the candidate. The old verdict stays.";
    return { title: `Round ${row.number}: no new verdict`, lead, mood: "neutral", sections: [] };
  }
  const pitch = view.pitches.find(({ id }) => id === rerun.pitchId);
  const name = pitch ? `${pitch.letter}, ${pitch.content.title}` : "a pitch";
  return {
    title,
    lead: `${name} was measured once more: ${realityText(rerun.verdict)}. That is what counts now.`,
    mood: "neutral",
    sections: scoreboardSections(scoreboard, season.voice),
  };
}
