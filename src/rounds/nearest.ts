import { distance } from "fastest-levenshtein";

/** The known word that a person most likely meant: within a third of its length, or one letter of a short word. */
export function nearest(word: string, known: readonly string[]): string | null {
  const scored = known.map((candidate) => ({
    candidate,
    edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()),
  }));
  const [best] = scored.toSorted((a, b) => a.edits - b.edits);
  if (!best) return null;
  const length = Math.max(word.length, best.candidate.length);
  // A word that shares no letter with another was never meant for it.
  const isNear = best.edits < length && best.edits <= Math.max(1, Math.floor(length / 3));
  return isNear ? best.candidate : null;
}

/** Letters changed, added and left out; two neighbours in each other's place are one mistake. */
function editsBetween(word: string, candidate: string): number {
  const at = [...word].findIndex((letter, index) => letter !== candidate[index]);
  const swapped = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  return at >= 0 && swapped === candidate ? 1 : distance(word, candidate);
}
