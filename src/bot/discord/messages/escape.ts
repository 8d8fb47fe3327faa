import { chatLine, chatText } from "../../text/chat-text.ts";

/**
 * Text of anybody as Discord's markdown shows it: as it stands. It pings nobody, links nowhere, formats nothing and
 * opens no list, heading, quote or code. A mention is taken apart, since Discord's servers look for it behind a
 * backslash too.
 */
export function escapeMarkdown(text: string): string {
  // Alone these open nothing, but code further down could close them, where nothing can be escaped.
  return escapeAlone(text).replace(/\[|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])/g, "\\$&");
}

/** The same for a text beside which no code stands: with the fewest backslashes, since notifications show them. */
export function escapeAlone(text: string): string {
  return chatText(text)
    .replace(/[\\*`<]/g, "\\$&")
    .replace(/\](?=\()/g, "]\\")
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
    .replace(/~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|/g, "\\$&")
    .replace(/:(?=\/\/|\S*:)/g, "\\:")
    .replace(/(?<=discord(?:app)?)\.(?=com|gg)/gi, "\\.")
    .replace(/@(?=everyone|here)|(?<=<)@(?=[!&]?\d)/gi, `@${invisible}`)
    .replace(/^([^\S\n]*)(?=>|#{1,3}\s|[-+](?:[\s#]|$))/gm, "$1\\")
    .replace(/^([^\S\n]*\d+)(?=[.)]\s)/gm, "$1\\");
}

/** The same for titles, headings and names, on one line. */
export function escapeLine(text: string): string {
  return escapeMarkdown(chatLine(text));
}

export function bold(text: string): string {
  const line = escapeLine(text);
  return line === "" ? "" : `**${line}**`;
}

/** Inside of it nothing is markdown, and nothing in it ends it. */
export function codeBlock(text: string): string {
  return `\`\`\`\n${chatText(text).replace(/`(?=`)/g, `\`${invisible}`)}\n\`\`\``;
}

/** No less than what a text counts once it is escaped; the sum of what its characters count. */
export function markdownWeight(text: string): number {
  return text.length + (text.match(/[\\*`<[\]_~|:.@>#+)-]/g)?.length ?? 0);
}

/** It has no width, and parts what would be a token. */
const invisible = "\u200b";
