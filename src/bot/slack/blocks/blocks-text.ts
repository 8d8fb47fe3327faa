import type { KnownBlock, RichTextBlock, RichTextBlockElement, RichTextElement } from "@slack/types";

/** What blocks say, line by line, for those who are told a message instead of shown it. */
export function blocksText(blocks: readonly KnownBlock[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== "")
    .join("\n");
}

function blockText(block: KnownBlock): string {
  switch (block.type) {
    case "header":
      return block.text.text;
    case "rich_text":
      return richText(block);
    case "table":
      return block.rows
        .map((row) => row.map((cell) => ("text" in cell ? cell.text : richText(cell))).join("  "))
        .join("\n");
    case "context":
      return block.elements.map((element) => ("text" in element ? element.text : "")).join(" ");
    default:
      return "";
  }
}

function richText({ elements }: RichTextBlock): string {
  return elements.map(elementText).join("\n");
}

function elementText(element: RichTextBlockElement): string {
  if (element.type === "rich_text_list") return element.elements.map((item) => inlineText(item.elements)).join("\n");
  return inlineText(element.elements);
}

function inlineText(elements: readonly RichTextElement[]): string {
  return elements
    .map((element) => {
      if (element.type === "text") return element.text;
      return element.type === "date" ? (element.fallback ?? "") : "";
    })
    .join("");
}
