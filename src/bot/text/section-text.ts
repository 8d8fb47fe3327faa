import type { ListItem, Section } from "../cards/card.ts";
import { chatLine, chatText } from "./chat-text.ts";
import { renderTable } from "./render-table.ts";

/** A whole section as a text file holds it: nothing is cut. */
export function sectionText(section: Section): string {
  const heading = section.heading ? `${chatLine(section.heading)}\n` : "";
  return `${heading}${sectionBody(section)}`;
}

/** The same without its heading. */
export function sectionBody(section: Section): string {
  return chatText(bodyText(section));
}

function bodyText(section: Section): string {
  switch (section.kind) {
    case "text":
    case "code":
      return section.text;
    case "moment":
      return section.text.startsWith(section.what) ? section.text : `${section.what}: ${section.text}`;
    case "list":
      return section.items.map(itemText).join("\n");
    case "facts":
      return section.facts.map(({ name, value }) => `${name}: ${value}`).join("\n");
    case "table":
      return tableText(section);
  }
}

/** Aligned, unless a cell is so long that all others would stand far apart. */
function tableText({ columns, rows }: Extract<Section, { kind: "table" }>): string {
  const isLong = rows.some((row) => row.some((cell) => cell.length > longestAligned));
  if (!isLong) return renderTable(columns, rows, Number.POSITIVE_INFINITY);
  const named = rows.map((row) => columns.map(({ name }, index) => `${name}: ${row[index] ?? ""}`).join("\n"));
  return named.join("\n\n");
}

const longestAligned = 120;

function itemText({ text, details = [] }: ListItem): string {
  return [`- ${text}`, ...details.map((detail) => `    - ${detail}`)].join("\n");
}
