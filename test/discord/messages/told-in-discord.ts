import type { RenderedCard } from "../../../src/bot/discord/messages/render-card.ts";
import { shownText } from "./read-markdown.ts";

/** What a reader sees: descriptions on end, since a text may go on in the next message; then the rest; then each file. */
export function toldInDiscord({ messages, files }: RenderedCard): readonly string[] {
  const embeds = messages.flatMap((message) => message.embeds);
  const contents = messages.map(({ content = "" }) => shownText(content));
  const titles = embeds.map(({ title = "" }) => shownText(title));
  return [
    embeds.map(({ description = "" }) => shownText(description)).join("\n"),
    [...contents, ...titles, ...embeds.map(({ footer }) => footer?.text ?? "")].join("\n"),
    ...files.map(({ bytes }) => new TextDecoder().decode(bytes)),
  ];
}
