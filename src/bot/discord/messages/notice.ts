import { chatLine } from "../../text/chat-text.ts";
import { escapeAlone } from "./escape.ts";
import { limits } from "./limits.ts";
import { shortened } from "./pieces.ts";

/**
 * What a notification shows. Phones show a message's content and little or nothing of its embeds, so title and lead stand
 * there, in two lines that read alike as plain text; `isWhole`: the embed need not say them again.
 */
export function noticeOf(title: string, lead: string): { readonly content: string; readonly isWhole: boolean } {
  const whole = [`**${escapeAlone(title)}**`, escapeAlone(lead)].filter((line) => line !== "").join("\n");
  if (whole.length <= limits.content) return { content: whole, isWhole: true };
  return { content: escapeAlone(shortened(chatLine(`${title}: ${lead}`), limits.content)), isWhole: false };
}
