import type { APIEmbed } from "discord.js";
import type { Card } from "../../cards/card.ts";
import { introSection, leadText } from "../../cards/intro-section.ts";
import type { Attachment } from "../../command.ts";
import { chatLine } from "../../text/chat-text.ts";
import { layOut, type Pen } from "../../text/lay-out.ts";
import { actionRows, type ButtonRow } from "./action-rows.ts";
import { drawSection } from "./draw-section.ts";
import { escapeLine } from "./escape.ts";
import { limits } from "./limits.ts";
import { noticeOf } from "./notice.ts";
import { type Piece, piecesText, piecesWeight, plainLines, sectionPieces } from "./pieces.ts";
import { footerWithoutRef } from "./ref.ts";

/** A message as Discord's REST takes it. */
export interface DiscordMessage {
  content?: string;
  embeds: APIEmbed[];
  components: ButtonRow[];
}

export interface RenderedCard {
  /** The first is the post itself, the others go below it: into its thread, or after it. */
  readonly messages: readonly [DiscordMessage, ...DiscordMessage[]];
  /** What was too long for a message, which says so. */
  readonly files: readonly Attachment[];
}

export interface Look {
  /** Where the rest goes: into the messages below the post, or right after what a phone shows first. */
  readonly unfolds?: "below" | "inside";
  /** A refusal, which is marked. */
  readonly failed?: boolean;
  /** People's phones ring for it. */
  readonly notify?: boolean;
}

/** Draws a card as messages that Discord takes, whatever stands in it. */
export function renderCard(card: Card, { unfolds = "below", failed = false, notify = false }: Look = {}): RenderedCard {
  const title = chatLine(`${failed ? "✗ " : ""}${card.title}`) || "–";
  const footer = footerWithoutRef(chatLine(card.footer ?? ""));
  const hasTitle = escapeLine(title).length <= limits.title;
  const hasFooter = footer !== "" && footer.length <= limits.footer;
  const notice = notify ? noticeOf(title, leadText(card, failed)) : null;
  const isSaid = hasTitle && notice?.isWhole === true;
  const intro = introSection(card, failed);
  const rest = card.unfolds ?? [];
  const { messages, files } = layOut(
    {
      title,
      start: [],
      above: [
        ...(hasTitle ? [] : [{ kind: "text", heading: title, text: "" } as const]),
        isSaid ? introSection({ ...card, lead: "" }, failed) : intro,
        ...card.sections,
        ...(unfolds === "inside" ? rest : []),
        ...(hasFooter ? [] : [{ kind: "text", text: footer } as const]),
      ],
      below: unfolds === "below" ? rest : [],
      end: [],
    },
    pen,
  );
  const color = colours[card.mood];
  const [post = [], ...others] = messages;
  const isTitled = hasTitle && !(isSaid && post.length > 0);
  const head = { ...(isTitled && { title: escapeLine(title) }), ...(hasFooter && { footer: { text: footer } }) };
  return {
    messages: [
      {
        ...(notice && { content: notice.content }),
        embeds: [{ ...head, ...described(post), color }],
        components: actionRows(card.actions ?? []),
      },
      ...others.map((pieces, index) => followUp(pieces, color, `Part ${index + 2} of ${messages.length}`)),
    ],
    files,
  };
}

/** The colour of an embed's edge, beside words that say the same. */
const colours = { good: 0x2e_a0_43, bad: 0xda_36_33, neutral: 0x6e_81_9a } as const;

const pen: Pen<Piece> = {
  messages: limits.messages,
  blocks: Number.POSITIVE_INFINITY,
  weight: limits.description,
  weigh: piecesWeight,
  keptTogether: 1_500,
  isTable: () => false,
  draw: drawSection,
  say: (text) => sectionPieces(plainLines(text)),
};

function described(pieces: readonly Piece[]): { description?: string } {
  return pieces.length === 0 ? {} : { description: piecesText(pieces) };
}

/** Below the post, where its title would only be said again. */
function followUp(pieces: readonly Piece[], color: number, part: string): DiscordMessage {
  return { embeds: [{ ...described(pieces), color, footer: { text: part } }], components: [] };
}
