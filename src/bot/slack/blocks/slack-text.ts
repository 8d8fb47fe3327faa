import { safeText } from "../../text/safe-text.ts";

/**
 * Text of a player or a kernel as any Slack client can show it: no control characters, nothing that runs backwards,
 * no half of a surrogate pair (the Web API refuses it).
 */
export function slackText(text: string): string {
  return safeText(text.toWellFormed()).replace(/[\u2028\u2029]/g, "\n");
}

/** For titles, headings and cells: line breaks in them could pass for a card of their own. */
export function slackLine(text: string): string {
  return slackText(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}
