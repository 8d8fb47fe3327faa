import { chatText } from "../../text/chat-text.ts";
import { shortenedTo, splitWeighed } from "../../text/split-text.ts";
import { bold, codeBlock, escapeMarkdown, markdownWeight } from "./escape.ts";
import { limits } from "./limits.ts";

/** The smallest part of a description: it is never torn, so a message ends only between pieces. */
export interface Piece {
  readonly markdown: string;
  /** It begins a section: an empty line stands above it. */
  readonly isFirst: boolean;
}

/** A section's pieces from its lines. */
export function sectionPieces(lines: readonly string[]): readonly Piece[] {
  return lines.filter((line) => line !== "").map((markdown, index) => ({ markdown, isFirst: index === 0 }));
}

/** Pieces as one text. */
export function piecesText(pieces: readonly Piece[]): string {
  return pieces
    .map(({ markdown, isFirst }, index) => (index === 0 ? markdown : `${isFirst ? "\n\n" : "\n"}${markdown}`))
    .join("");
}

export function piecesWeight(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { markdown }) => sum + markdown.length + 2, 0);
}

export function splitText(text: string, most: number = limits.pieceWeight): readonly string[] {
  return splitWeighed(chatText(text), most, markdownWeight);
}

export function shortened(text: string, most: number): string {
  return shortenedTo(text, most, markdownWeight);
}

/** Text as it stands, in pieces. */
export function plainLines(text: string): readonly string[] {
  return splitText(text).map(escapeMarkdown);
}

export function boldLines(text: string): readonly string[] {
  return splitText(text).map(bold);
}

export function codeLines(text: string): readonly string[] {
  return splitText(text).map(codeBlock);
}

/** An item of a list; what follows in it is indented, so that it stays there. */
export function itemLine(markdown: string, indent: 0 | 1 = 0): string {
  const space = "  ".repeat(indent);
  return `${space}- ${markdown.replaceAll("\n", `\n${space}  `)}`;
}
