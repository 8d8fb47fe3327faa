import type { KnownBlock, RichTextBlock, TableBlock } from "@slack/types";
import stringWidth from "string-width";
import type { Section } from "../../cards/card.ts";
import { renderTable } from "../../text/render-table.ts";
import { limits } from "./limits.ts";
import { bold, lines, plain, type Row, rowBlocks } from "./rows.ts";
import { slackLine } from "./slack-text.ts";
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
/** A longer cell fits no narrow table; it isn't even measured. */
const longestCell = 200;

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

function alignedRows({ columns, rows }: Table): readonly Row[] | null {
  const cells = [columns.map(({ name }) => name), ...rows].flat();
  if (columns.length > phoneColumns || cells.some((text) => text.length > longestCell)) return null;
  const text = renderTable(columns, rows, Number.POSITIVE_INFINITY).toWellFormed();
  const isNarrow = text.split("\n").every((line) => stringWidth(line) <= phoneColumns);
  return isNarrow ? splitText(text, limits.rowWeight).map((piece) => ({ kind: "code", text: piece })) : null;
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
  const shown = slackLine(text) || " ";
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [isHead ? bold(shown) : plain(shown)] }],
  };
}

function stackedRows({ columns, rows }: Table): readonly Row[] {
  if (rows.length === 0) return lines(columns.map(({ name }) => slackLine(name)).join(" · "));
  return rows.flatMap((row): readonly Row[] => {
    const cells = columns.flatMap(({ name }, index) => {
      const [head, value] = [slackLine(name), slackLine(row[index] ?? "")];
      return value === "" ? [] : [head === "" ? value : `${head}: ${value}`];
    });
    const [first = "", ...rest] = cells;
    const [name, ...more] = splitText(first, limits.rowWeight / 2);
    const values = splitText(rest.join(" · "), limits.rowWeight / 2);
    if (name === undefined) return [];
    const beside = more.length > 0 ? [] : values.slice(0, 1);
    const below = [...more, ...values.slice(beside.length)];
    return [
      { kind: "item", indent: 0, elements: [bold(name), ...beside.map((piece) => plain(`\n${piece}`))] },
      ...below.map((piece): Row => ({ kind: "item", indent: 1, elements: [plain(piece)] })),
    ];
  });
}
