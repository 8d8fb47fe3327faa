import type { KnownBlock } from "@slack/types";
import type { Card, Section } from "../../cards/card.ts";
import type { Attachment } from "../../command.ts";
import { actionBlocks } from "./action-block.ts";
import { blocksText } from "./blocks-text.ts";
import { drawSection } from "./draw-section.ts";
import { fileNames } from "./file-names.ts";
import { limits } from "./limits.ts";
import { cutMrkdwn, escapeMrkdwn } from "./mrkdwn.ts";
import { type Packed, type Part, packMessages } from "./pack-messages.ts";
import { lines, rowBlocks } from "./rows.ts";
import { sectionText } from "./section-text.ts";
import { slackLine } from "./slack-text.ts";
import { textWeight } from "./text-weight.ts";

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
  const title = slackLine(`${failed ? "✗ " : ""}${card.title}`) || "–";
  const footer = slackLine(card.footer ?? "");
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

/** The colour of a card, beside words that say the same. */
const marks = { good: "🟢 ", bad: "🔴 ", neutral: "" } as const;

function introSection({ subtitle, lead = "", mood }: Card, failed: boolean): Section {
  const mark = failed || lead === "" ? "" : marks[mood];
  return { kind: "text", ...(subtitle === undefined ? {} : { heading: subtitle }), text: `${mark}${lead}` };
}

function contextBlock(text: string): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text, emoji: false }] };
}

interface Drawing {
  readonly title: string;
  readonly start: readonly KnownBlock[];
  readonly above: readonly Section[];
  readonly below: readonly Section[];
  /** The last blocks of the post itself. */
  readonly end: readonly KnownBlock[];
}

function assemble({ title, start, above, below, end }: Drawing): RenderedCard {
  const fileName = fileNames(title);
  const sections = [...above, ...below];
  const parts = sections.map((section, index): Part => {
    return { ...drawSection(section, fileName), isBelow: index >= above.length };
  });
  const { messages, shown } = packMessages(parts, { start, end });
  const rest = restFile(sections.slice(shown), fileName);
  const [post = [], ...others] = rest === null ? messages : withNote(messages, rest.name);
  const files = [...parts.slice(0, shown).flatMap(({ file }) => file ?? []), ...(rest === null ? [] : [rest])];
  return {
    messages: [
      messageOf([...post, ...end]),
      ...others.map((blocks, index) => messageOf(blocks, `${title} (${index + 2})`)),
    ],
    files: files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })),
  };
}

/** What no message had room for. */
function restFile(sections: readonly Section[], fileName: (heading: string) => string) {
  if (sections.length === 0) return null;
  return { name: fileName("the rest"), text: sections.map(sectionText).join("\n\n") };
}

function withNote(messages: Packed["messages"], name: string): Packed["messages"] {
  const note = rowBlocks(lines(`The rest is in the file ${name}.`));
  return messages.map((blocks, index) => (index === messages.length - 1 ? [...blocks, ...note] : blocks));
}

function messageOf(blocks: readonly KnownBlock[], heading?: string): SlackMessage {
  const told = [...(heading === undefined ? [] : [heading]), blocksText(blocks)].join("\n");
  return { text: cutMrkdwn(escapeMrkdwn(told.slice(0, 2 * limits.fallback).toWellFormed()), limits.fallback), blocks };
}
