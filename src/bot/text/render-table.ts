import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import type { Column } from "../cards/card.ts";
import { safeText } from "./safe-text.ts";

/** An aligned table, or where that doesn't fit, a block of `name: value` lines for each row. */
export function renderTable(asked: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const columns = asked.map(({ name, align }) => ({ name: safeCell(name), align }));
  const cells = rows.map((row) => columns.map((_, index) => safeCell(row[index] ?? "")));
  const widths = columns.map((column, index) =>
    Math.max(stringWidth(column.name), ...cells.map((row) => stringWidth(row[index] ?? ""))),
  );
  const total = widths.reduce((sum, each) => sum + each, 0) + 2 * (columns.length - 1);
  if (total > width) return cells.map((row) => stacked(columns, row, width)).join("\n\n");
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, index) => pad(row[index] ?? "", widths[index] ?? 0, align))
      .join("  ")
      .trimEnd();
  const header = line(columns.map((column) => column.name));
  return [header, widths.map((each) => "─".repeat(each)).join("  "), ...cells.map(line)].join("\n");
}

function safeCell(text: string): string {
  return safeText(text).replace(/\n/g, " ");
}

function stacked(columns: readonly Column[], row: readonly string[], width: number): string {
  return columns
    .flatMap(({ name }, index) => {
      const cell = row[index] ?? "";
      if (cell === "") return [];
      return [wrapAnsi(name === "" ? cell : `${name}: ${cell}`, width, { hard: true })];
    })
    .join("\n");
}

function pad(text: string, width: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return align === "right" ? space + text : text + space;
}
