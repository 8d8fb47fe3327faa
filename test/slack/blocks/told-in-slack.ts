import { blocksText } from "../../../src/bot/slack/blocks/blocks-text.ts";
import type { RenderedCard } from "../../../src/bot/slack/blocks/render-card.ts";

/** What a reader sees: a text may go on in the next message, below the footer of this one; then each file. */
export function toldInSlack({ messages, files }: RenderedCard): readonly string[] {
  const [footers = "", content = ""] = [true, false].map((isFooter) =>
    messages.map(({ blocks }) => blocksText(blocks.filter(({ type }) => (type === "context") === isFooter))).join("\n"),
  );
  return [content, footers, ...files.map(({ bytes }) => new TextDecoder().decode(bytes))];
}
