import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextSection, RichTextText } from "@slack/types";
import { limits } from "./limits.ts";
import { splitText } from "./split-text.ts";
import { blocksWeight } from "./text-weight.ts";

/** The smallest part of a section: it is never torn, so a block breaks only between rows. */
export type Row =
  | { readonly kind: "line"; readonly elements: readonly RichTextElement[] }
  | { readonly kind: "item"; readonly indent: 0 | 1; readonly elements: readonly RichTextElement[] }
  | { readonly kind: "code"; readonly text: string };

/** Text as rich text holds it: nothing in it is parsed, so it can neither ping nor link nor format. */
export function plain(text: string): RichTextText {
  return { type: "text", text };
}

export function bold(text: string): RichTextText {
  return { type: "text", text, style: { bold: true } };
}

/** A line for each piece; none for an empty text. */
export function lines(text: string, styled: (text: string) => RichTextText = plain): readonly Row[] {
  return splitText(text, limits.rowWeight).map((piece) => ({ kind: "line", elements: [styled(piece)] }));
}

/** Blocks that hold the rows in their order, each within a block's size. */
export function rowBlocks(rows: readonly Row[]): readonly RichTextBlock[] {
  const blocks: Row[][] = [];
  let weight = 0;
  for (const row of rows) {
    const own = blocksWeight(row);
    const last = blocks.at(-1);
    if (last === undefined || weight + own > limits.blockWeight) {
      blocks.push([row]);
      weight = own;
    } else {
      last.push(row);
      weight += own;
    }
  }
  return blocks.map((own) => ({ type: "rich_text", elements: runs(own).map(runElement) }));
}

/** Neighbours that are drawn as one element: the lines of a paragraph, the items of a list. */
function runs(rows: readonly Row[]): readonly (readonly [Row, ...Row[]])[] {
  const found: [Row, ...Row[]][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last !== undefined && isAlike(last[0], row)) last.push(row);
    else found.push([row]);
  }
  return found;
}

function isAlike(one: Row, other: Row): boolean {
  if (one.kind === "item" && other.kind === "item") return one.indent === other.indent;
  return one.kind === "line" && other.kind === "line";
}

function runElement(run: readonly [Row, ...Row[]]): RichTextBlockElement {
  const [first] = run;
  if (first.kind === "code") return { type: "rich_text_preformatted", elements: [plain(first.text)] };
  const held = run.flatMap((row) => (row.kind === "code" ? [] : [row.elements]));
  if (first.kind === "item") {
    return { type: "rich_text_list", style: "bullet", indent: first.indent, elements: held.map(paragraph) };
  }
  return paragraph(held.flatMap((own, index) => (index < held.length - 1 ? withBreak(own) : own)));
}

function paragraph(elements: readonly RichTextElement[]): RichTextSection {
  return { type: "rich_text_section", elements: [...elements] };
}

function withBreak(elements: readonly RichTextElement[]): readonly RichTextElement[] {
  const last = elements.at(-1);
  if (last?.type !== "text") return [...elements, plain("\n")];
  return [...elements.slice(0, -1), { ...last, text: `${last.text}\n` }];
}
