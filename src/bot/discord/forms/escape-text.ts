import { chatText } from "../../text/chat-text.ts";

/** Text of anybody as Discord shows it as it stands: it formats nothing, links nowhere and pings nobody. */
export function escapeText(text: string): string {
  return chatText(text)
    .replace(/[\\*_~`|<>[\]()#+:.-]/g, "\\$&")
    .replace(/@/g, "@\u200b");
}
