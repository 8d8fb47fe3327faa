import type { Card } from "./card.ts";

/** A short answer: what was done, and what comes next. */
export function noticeCard(title: string, lead?: string, warnings: readonly string[] = []): Card {
  const sections = warnings.map((text) => ({ kind: "text", heading: "But", text }) as const);
  return { title, ...(lead === undefined ? {} : { lead }), mood: "neutral", sections };
}
