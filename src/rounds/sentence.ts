/** Somebody's own words as a sentence of ours: with an end, so that what follows can be read. */
export function sentence(text: string): string {
  return text.trim().replace(/[^.!?…"”)]$/, "$&.");
}
