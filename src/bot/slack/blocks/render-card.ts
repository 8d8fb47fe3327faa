import type { KnownBlock } from "@slack/types";
import type { Card } from "../../cards/card.ts";
import { introSection } from "../../cards/intro-section.ts";
import type { Attachment } from "../../command.ts";
import { chatLine } from "../../text/chat-text.ts";
import { type Content, layOut, type Pen } from "../../text/lay-out.ts";
import { actionBlocks } from "./action-block.ts";
import { blocksText } from "./blocks-text.ts";
import { drawSection } from "./draw-section.ts";
import { limits } from "./limits.ts";
import { cutMrkdwn, escapeMrkdwn } from "./mrkdwn.ts";
import { lines, rowBlocks } from "./rows.ts";
import { blocksWeight, textWeight } from "./text-weight.ts";

export interface SlackMessage {
  /** What notifications and screen readers get instead of the blocks; it is mrkdwn, escaped. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

export interface RenderedCard {
  /** The first is the post itself, the others go below it: into its thread, or after it. */
  readonly messages: readonly [SlackMessage, ...SlackMessage[]];
  /** What was too long for a message, which says so. */
  readonly files: readonly Attachment[];
}

interface Look {
  /** Where the rest goes: into the messages below the post, or right after what a phone shows first. */
  readonly unfolds?: "below" | "inside";
  /** A refusal, which is marked. */
  readonly failed?: boolean;
}

/** Draws a card as messages that Slack takes, whatever stands in it. */
export function renderCard(card: Card, { unfolds = "below", failed = false }: Look = {}): RenderedCard {
  const title = chatLine(`${failed ? "✗ " : ""}${card.title}`) || "–";
  const footer = chatLine(card.footer ?? "");
  // A refusal is a sentence, so it is a bold paragraph, as is a title that no header takes.
  const hasHeader = !failed && title.length <= limits.header;
  const hasContext = footer !== "" && textWeight(footer) <= limits.footer;
  const rest = card.unfolds ?? [];
  return assemble({
    title,
    start: hasHeader ? [{ type: "header", text: { type: "plain_text", text: title, emoji: false } }] : [],
    above: [
      ...(hasHeader ? [] : [{ kind: "text", heading: title, text: "" } as const]),
      introSection(card, failed),
      ...card.sections,
      ...(unfolds === "inside" ? rest : []),
      ...(hasContext ? [] : [{ kind: "text", text: footer } as const]),
    ],
    below: unfolds === "below" ? rest : [],
    end: [...actionBlocks(card.actions ?? []), ...(hasContext ? [contextBlock(footer)] : [])],
  });
}

function contextBlock(text: string): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text, emoji: false }] };
}

const pen: Pen<KnownBlock> = {
  messages: limits.messages,
  blocks: limits.blocks,
  weight: limits.messageWeight,
  weigh: blocksWeight,
  keptTogether: 3_000,
  isTable: ({ type }) => type === "table",
  draw: drawSection,
  say: (text) => rowBlocks(lines(text)),
};

function assemble(content: Content<KnownBlock>): RenderedCard {
  const { messages, files } = layOut(content, pen);
  const [post = [], ...others] = messages;
  return {
    messages: [
      messageOf([...post, ...content.end]),
      ...others.map((blocks, index) => messageOf(blocks, `${content.title} (${index + 2})`)),
    ],
    files,
  };
}

function messageOf(blocks: readonly KnownBlock[], heading?: string): SlackMessage {
  const told = [...(heading === undefined ? [] : [heading]), blocksText(blocks)].join("\n");
  return { text: cutMrkdwn(escapeMrkdwn(told.slice(0, 2 * limits.fallback).toWellFormed()), limits.fallback), blocks };
}
