import { wildCard } from "../../season.ts";
import { setApproach } from "../../store/approaches.ts";
import type { Tx } from "../../store/database.ts";
import { insertLesson } from "../../store/lessons.ts";
import type { PitchRow } from "../../store/pitches.ts";
import type { RoundRow } from "../../store/rounds.ts";

/** Keeps an accepted finding as a lesson: argued, so it asks of later pitches and forbids nothing. */
export async function learnFinding(tx: Tx, row: RoundRow, { content }: PitchRow, at: Date): Promise<void> {
  const { title, approach, claims, evidence, reasoning } = content;
  const text = `${title}: ${evidence ?? reasoning ?? "no reason was written down."}`;
  const { seasonId, id: roundId } = row;
  const author = content.authors[0] ?? null;
  const facts = { seasonId, roundId, evidence: "argued", author, at } as const;
  if (claims !== undefined && approach !== wildCard) {
    await setApproach(tx, { ...facts, key: approach, lesson: { status: claims, text }, scope: null });
    return;
  }
  await insertLesson(tx, { ...facts, approach: approach === wildCard ? null : approach, text, replaces: null });
}
