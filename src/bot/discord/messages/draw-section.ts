import type { Fact, ListItem, Section } from "../../cards/card.ts";
import { chatLine, chatText } from "../../text/chat-text.ts";
import type { Drawn } from "../../text/pack-messages.ts";
import { alignedTable, columnNames, stackedTable } from "../../text/phone-table.ts";
import { sectionBeginning } from "../../text/section-beginning.ts";
import { sectionText } from "../../text/section-text.ts";
import { momentLine } from "./draw-moment.ts";
import { bold, escapeMarkdown, markdownWeight } from "./escape.ts";
import { limits } from "./limits.ts";
import {
  boldLines,
  codeLines,
  itemLine,
  type Piece,
  plainLines,
  sectionPieces,
  shortened,
  splitText,
} from "./pieces.ts";

/** `fileName` makes a name for a section that is too long; it is asked at most once. */
export function drawSection(section: Section, fileName: (heading?: string) => string): Drawn<Piece> {
  if (isTooLong(section)) return drawBeginning(section, fileName(section.heading));
  return { blocks: sectionPieces([...boldLines(chatLine(section.heading ?? "")), ...sectionLines(section)]) };
}

/** An embed folds nothing, so longer code is a file, which a click opens. */
const tallestCode = 40;

/** A phone of 380 points shows 35 columns of monospaced text in one line of an embed; one is room for other letters. */
const phoneColumns = 34;

function isTooLong(section: Section): boolean {
  const text = sectionText(section);
  if (section.kind !== "code") return markdownWeight(text) > limits.sectionWeight;
  return markdownWeight(text) > limits.pieceWeight || text.split("\n").length > tallestCode;
}

function sectionLines(section: Section): readonly string[] {
  switch (section.kind) {
    case "text":
      return plainLines(section.text);
    case "list":
      return section.items.flatMap(itemLines);
    case "facts":
      return section.facts.flatMap((fact) => factLines(fact, section.heading !== undefined));
    case "code":
      return codeLines(section.text);
    case "moment":
      return momentLine(section);
    case "table":
      return tableLines(section);
  }
}

function itemLines({ text, details = [] }: ListItem): readonly string[] {
  return [text, ...details].flatMap((own, index) =>
    plainLines(own).map((markdown) => itemLine(markdown, index === 0 ? 0 : 1)),
  );
}

/** Under a heading facts are a list, so that their bold names don't read as headings too. */
function factLines({ name, value }: Fact, isListed: boolean): readonly string[] {
  const line = (markdown: string, indent: 0 | 1) => (isListed ? itemLine(markdown, indent) : markdown);
  const names = splitText(`${chatLine(name)}:`, limits.pieceWeight / 2).map(bold);
  // Spaces that line up monospaced values only tear these apart.
  const values = splitText(value.replace(/ {2,}/g, " "), limits.pieceWeight / 2).map(escapeMarkdown);
  const [first, ...rest] = values;
  const whole = [...names.slice(-1), ...(first === undefined ? [] : [first])].join(" ");
  return [...names.slice(0, -1).map((own) => line(own, 0)), line(whole, 0), ...rest.map((own) => line(own, 1))];
}

/** Aligned where a phone shows it whole, else each row is an item: nothing that wraps. */
function tableLines(table: Extract<Section, { kind: "table" }>): readonly string[] {
  const aligned = alignedTable(table, phoneColumns);
  if (aligned !== null) return codeLines(aligned);
  if (table.rows.length === 0) return plainLines(columnNames(table));
  return stackedTable(table).flatMap(({ name, values }) => {
    const [first = "", ...more] = splitText(name, limits.pieceWeight / 2);
    const pieces = splitText(values.map(unbroken).join(" · "), limits.pieceWeight / 2);
    const beside = more.length > 0 ? [] : pieces.slice(0, 1);
    const below = [...more, ...pieces.slice(beside.length)];
    return [
      itemLine([bold(first), ...beside.map(escapeMarkdown)].join("\n")),
      ...below.map((piece) => itemLine(escapeMarkdown(piece), 1)),
    ];
  });
}

/** A short value is wrapped before and after it, never in it: an interval's two ends stay beside each other. */
function unbroken(value: string): string {
  return value.length <= phoneColumns ? value.replaceAll(" ", "\u00a0") : value;
}

/** Pieces that a message keeps together, so that whoever sees the beginning sees where the whole is. */
function drawBeginning(section: Section, name: string): Drawn<Piece> {
  const { lines, isCode, note, file } = sectionBeginning(section, name);
  const heading = bold(shortened(chatLine(section.heading ?? ""), limits.pieceWeight / 4));
  const shown = shortened(chatText(lines), limits.pieceWeight / 2);
  return {
    blocks: sectionPieces([heading, ...(isCode ? codeLines(shown) : plainLines(shown)), escapeMarkdown(note)]),
    file,
  };
}
