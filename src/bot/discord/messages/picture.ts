import type { DiscordMessage } from "./render-card.ts";

/** A message that shows an attached picture inside of its last embed, instead of above everything. */
export function withPicture(message: DiscordMessage, fileName: string): DiscordMessage {
  const last = message.embeds.at(-1) ?? {};
  return {
    ...message,
    embeds: [...message.embeds.slice(0, -1), { ...last, image: { url: `attachment://${fileName}` } }],
  };
}
