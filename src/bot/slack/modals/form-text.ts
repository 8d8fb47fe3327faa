import type { ContextBlock, PlainTextElement, RichTextBlock, SectionBlock } from "@slack/types";
import { chatLine, chatText } from "../../text/chat-text.ts";
import { bold, plain } from "../blocks/rows.ts";
import { shortened } from "../blocks/split-text.ts";

/** Slack refuses an empty text. */
const nothing = "–";

/** One line of anybody's words that Slack parses nothing in, with no more than `most` characters. */
export function formLine(text: string, most: number): PlainTextElement {
  return { type: "plain_text", text: shortened(chatLine(text), most) || nothing, emoji: false };
}

/** Small grey text, for what one may skip. */
export function note(text: string): ContextBlock {
  return { type: "context", elements: [formLine(text, 1000)] };
}

/** Several lines of anybody's words. */
export function paragraph(text: string): SectionBlock {
  const shown = shortened(chatText(text).trim(), 3000) || nothing;
  return { type: "section", text: { type: "plain_text", text: shown, emoji: false } };
}

/** What a part of a form is about: a name, and below it what is to be known of it. */
export function titled(title: string, lines: readonly string[] = []): RichTextBlock {
  const shown = lines.map((text) => plain(`\n${shortened(chatLine(text), 200) || nothing}`));
  const head = bold(shortened(chatLine(title), 200) || nothing);
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [head, ...shown] }] };
}
