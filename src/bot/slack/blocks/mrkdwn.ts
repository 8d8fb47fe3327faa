import { chatText } from "../../text/chat-text.ts";

/**
 * Text of anybody for the places that Slack reads as mrkdwn, shown as it stands: it pings nobody, links nowhere and
 * formats nothing. Slack knows no escape for the characters that format, so those become their lookalikes.
 */
export function escapeMrkdwn(text: string): string {
  return chatText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("*", "∗")
    .replaceAll("`", "ˋ")
    .replaceAll("~", "∼")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}_])/gu, "＿")
    .replace(/^(?=&gt;)/gm, wordJoiner)
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${wordJoiner}`)
    .replace(/@(?=here|channel|everyone|group)/gi, `@${wordJoiner}`);
}

/** No cut goes through an entity. */
export function cutMrkdwn(escaped: string, most: number): string {
  if (escaped.length <= most) return escaped;
  return `${escaped
    .slice(0, most - 1)
    .replace(/&[a-z]*$/, "")
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}…`;
}

/** Invisible, and no border of a word: what stands on both sides is no longer one token. */
const wordJoiner = "\u2060";
