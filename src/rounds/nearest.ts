import { distance } from "fastest-levenshtein";

/** The known word that a person most likely meant, or null where none is within a third of its length. */
export function nearest(word: string, known: readonly string[]): string | null {
  const scored = known.map((candidate) => ({
    candidate,
    edits: distance(word.toLowerCase(), candidate.toLowerCase()),
  }));
  const [best] = scored.toSorted((a, b) => a.edits - b.edits);
  if (!best) return null;
  return best.edits <= Math.max(1, Math.floor(Math.max(word.length, best.candidate.length) / 3))
    ? best.candidate
    : null;
}
