import { safeText } from "./safe-text.ts";

/**
 * Text of a player or a kernel as any client of a chat can show it: no control characters, nothing that runs backwards,
 * no half of a surrogate pair (the platforms refuse it).
 */
export function chatText(text: string): string {
  return safeText(text.toWellFormed()).replace(/[\u2028\u2029]/g, "\n");
}

/** For titles, headings and cells: line breaks in them could pass for a card of their own. */
export function chatLine(text: string): string {
  return chatText(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}
