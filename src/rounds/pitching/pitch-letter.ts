/** A round's pitches are A to Z: a ballot has a chance for each, and chats draw no more than that. */
export const mostInRound = 26;

/** The bench goes on as a spreadsheet's columns do: Z, AA, AB … ZZ. */
export const mostOnBench = 26 + 26 * 26;

/** The name of the pitch with this many before it. */
export function letterAt(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letterAt(Math.floor(index / 26) - 1)}${last}`;
}
