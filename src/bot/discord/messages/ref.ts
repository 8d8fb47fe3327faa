import { createHash } from "node:crypto";
import type { APIEmbed } from "discord.js";
import { chatLine } from "../../text/chat-text.ts";
import { limits } from "./limits.ts";
import { shortened } from "./pieces.ts";
import type { DiscordMessage } from "./render-card.ts";

/** A delivery's key in ten characters: letters and digits. */
export function refFor(key: string): string {
  const hash = createHash("sha256").update(key).digest("hex");
  return BigInt(`0x${hash}`).toString(36).padStart(50, "0").slice(0, 10);
}

/**
 * A message with a reference at the end of its footer. Discord gives nonces back only to whoever has just posted, so
 * this is how a retry finds what was already posted.
 */
export function withRef(message: DiscordMessage, ref: string): DiscordMessage {
  const last: APIEmbed = message.embeds.at(-1) ?? {};
  const room = limits.footerWithRef - separator.length - ref.length;
  const said = shortened(chatLine(last.footer?.text ?? ""), room);
  const text = said === "" ? `ref ${ref}` : `${said}${separator}${ref}`;
  return { ...message, embeds: [...message.embeds.slice(0, -1), { ...last, footer: { ...last.footer, text } }] };
}

/** The reference that a message was posted with; null where it has none. Discord may add embeds of its own below ours. */
export function refOf(message: {
  readonly embeds?: readonly { readonly footer?: { readonly text?: string } | null }[];
}): string | null {
  const found = (message.embeds ?? []).map(({ footer }) => footer?.text?.match(/(?:^|· )ref ([0-9a-z]+)$/)?.[1]);
  return found.findLast((ref) => ref !== undefined) ?? null;
}

/** A card's own footer as nobody can take it for a reference. */
export function footerWithoutRef(text: string): string {
  return text.replace(/\bref(?= [0-9a-z]+$)/, "ref\u200b");
}

const separator = " · ref ";
