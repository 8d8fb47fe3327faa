import type { Card } from "./card.ts";

/** A card with the places of the files that came with it. */
export function withFiles(card: Card, paths: readonly string[]): Card {
  if (paths.length === 0) return card;
  const [first, ...more] = paths;
  const heading = more.length === 0 ? "File" : "Files";
  return {
    ...card,
    sections: [...card.sections, { kind: "list", heading, items: [first ?? "", ...more].map((text) => ({ text })) }],
  };
}
