import { safeText } from "../text/safe-text.ts";

/** Pieces of a Markdown page; what people and kernels wrote can't leave its cell, heading, item or quote. */

/** Anybody's words: no control characters, no HTML, no link and no picture where the page is shown. */
export function words(text: string): string {
  return safeText(text)
    .replace(/[\\<[]/g, "\\$&")
    .replace(/:(?=\/\/)/g, ":\\");
}

export function heading(level: 1 | 2 | 3, text: string): string {
  return `${"#".repeat(level)} ${oneLine(words(text))}`;
}

/** Empty where there is nothing to show. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [[line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n")];
}

/** Empty where there is nothing to list. */
export function list(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${oneLine(words(item))}`).join("\n")];
}

/** Somebody's own words. */
export function quote(text: string): string {
  return words(text)
    .trim()
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** Blocks with a blank line between them. */
export function page(...blocks: readonly (string | readonly string[])[]): string {
  return `${blocks.flat().join("\n\n")}\n`;
}

function cell(text: string): string {
  return oneLine(words(text)).replace(/\|/g, "\\|");
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}
