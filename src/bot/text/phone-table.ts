import stringWidth from "string-width";
import type { Section } from "../cards/card.ts";
import { chatLine } from "./chat-text.ts";
import { renderTable } from "./render-table.ts";

type Table = Extract<Section, { kind: "table" }>;

/** A longer cell fits no narrow table; it isn't even measured. */
const longestCell = 200;

/** A table as aligned text; null where it is wider than a phone's line of so many columns. */
export function alignedTable({ columns, rows }: Table, phoneColumns: number): string | null {
  const cells = [columns.map(({ name }) => name), ...rows].flat();
  if (columns.length > phoneColumns || cells.some((text) => text.length > longestCell)) return null;
  const text = renderTable(columns, rows, Number.POSITIVE_INFINITY).toWellFormed();
  return text.split("\n").every((line) => stringWidth(line) <= phoneColumns) ? text : null;
}

/** A table's row as an item: what it is about, and what is said of it. */
export interface StackedRow {
  readonly name: string;
  readonly values: readonly string[];
}

/** Each row by itself, its cells with their columns' names; what is empty is left out. */
export function stackedTable({ columns, rows }: Table): readonly StackedRow[] {
  return rows.flatMap((row) => {
    const cells = columns.flatMap(({ name }, index) => {
      const [head, value] = [chatLine(name), chatLine(row[index] ?? "")];
      return value === "" ? [] : [head === "" ? value : `${head}: ${value}`];
    });
    const [name, ...values] = cells;
    return name === undefined ? [] : [{ name, values }];
  });
}

/** What stands for a table without rows. */
export function columnNames({ columns }: Table): string {
  return columns.map(({ name }) => chatLine(name)).join(" · ");
}
