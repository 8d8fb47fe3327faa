import type { KnownBlock, RichTextBlock, TableBlock } from "@slack/types";
import type { Section } from "../../cards/card.ts";
import { chatLine } from "../../text/chat-text.ts";
import { alignedTable, columnNames, stackedTable } from "../../text/phone-table.ts";
import { limits } from "./limits.ts";
import { bold, lines, plain, type Row, rowBlocks } from "./rows.ts";
import { splitText } from "./split-text.ts";
import { blocksWeight } from "./text-weight.ts";

type Table = Extract<Section, { kind: "table" }>;

export interface DrawnTable {
  readonly blocks: readonly KnownBlock[];
  /** The same for a message that has its table already: Slack takes one in a message. */
  readonly besideTable?: readonly KnownBlock[];
}

/** What a phone shows of monospaced text in one line, measured on a screen of 380 points. */
const phoneColumns = 38;

/**
 * A narrow table is drawn as aligned text, which a phone shows whole and every client alike. A wider one is Slack's
 * own table, whose columns stay comparable and which a phone scrolls; where that can't be, each row is an item.
 */
export function drawTable(table: Table, heading: readonly Row[]): DrawnTable {
  const aligned = alignedRows(table);
  if (aligned !== null) return { blocks: rowBlocks([...heading, ...aligned]) };
  const stacked = rowBlocks([...heading, ...stackedRows(table)]);
  const native = tableBlock(table);
  if (native === null) return { blocks: stacked };
  return { blocks: [...rowBlocks(heading), native], besideTable: stacked };
}

function alignedRows(table: Table): readonly Row[] | null {
  const text = alignedTable(table, phoneColumns);
  return text === null ? null : splitText(text, limits.rowWeight).map((piece) => ({ kind: "code", text: piece }));
}

/** Null where the table is larger than Slack takes. */
function tableBlock({ columns, rows }: Table): TableBlock | null {
  if (columns.length === 0 || columns.length > limits.tableColumns || rows.length >= limits.tableRows) return null;
  if (rows.some((row) => row.some((text) => text.length > limits.cell))) return null;
  const block: TableBlock = {
    type: "table",
    column_settings: columns.map(({ align }) => ({ align, is_wrapped: align === "left" })),
    rows: [
      columns.map(({ name }) => cell(name, true)),
      ...rows.map((row) => columns.map((_, index) => cell(row[index] ?? "", false))),
    ],
  };
  return blocksWeight(block) > limits.tableWeight ? null : block;
}

/** Slack refuses an empty cell, and takes a space. Of its kinds of cells this is the one that it has always taken. */
function cell(text: string, isHead: boolean): RichTextBlock {
  const shown = chatLine(text) || " ";
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [isHead ? bold(shown) : plain(shown)] }],
  };
}

function stackedRows(table: Table): readonly Row[] {
  if (table.rows.length === 0) return lines(columnNames(table));
  return stackedTable(table).flatMap(({ name, values }): readonly Row[] => {
    const [first = "", ...more] = splitText(name, limits.rowWeight / 2);
    const pieces = splitText(values.join(" · "), limits.rowWeight / 2);
    const beside = more.length > 0 ? [] : pieces.slice(0, 1);
    const below = [...more, ...pieces.slice(beside.length)];
    return [
      { kind: "item", indent: 0, elements: [bold(first), ...beside.map((piece) => plain(`\n${piece}`))] },
      ...below.map((piece): Row => ({ kind: "item", indent: 1, elements: [plain(piece)] })),
    ];
  });
}
