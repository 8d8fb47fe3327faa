import type { AnyBlock, Block, KnownBlock, SectionBlock, TableBlock, TextObject } from "@slack/types";
import { box, escaped, type Html, tag, words } from "../pictures/html.ts";
import { elementHtml, inputHtml } from "./element-html.ts";
import { richTextHtml } from "./rich-text-html.ts";

/** Blocks as Slack's client draws them; a kind that we never send shows its name. */
export function blocksHtml(blocks: readonly AnyBlock[]): Html {
  return blocks.map((block) => box("block", blockHtml(block))).join("");
}

function blockHtml(given: AnyBlock): Html {
  const block = known(given);
  switch (block?.type) {
    case "header":
      return box("header", escaped(block.text.text));
    case "rich_text":
      return richTextHtml(block);
    case "section":
      return sectionHtml(block);
    case "context":
      return box(
        "context",
        ...block.elements.map((each) => ("text" in each ? textHtml(each) : pictureHtml(each.alt_text))),
      );
    case "divider":
      return "<hr>";
    case "image":
      return pictureHtml(block.alt_text);
    case "table":
      return tableHtml(block);
    case "actions":
      return box("actions", ...block.elements.map(elementHtml));
    case "input":
      return inputHtml(block);
    default:
      return words("unknown", `[${given.type}]`);
  }
}

/** The SDK's types tell known blocks from others by nothing but their names. */
function known(block: AnyBlock): KnownBlock | undefined {
  return isKnown(block) ? block : undefined;
}

function isKnown(block: KnownBlock | Block): block is KnownBlock {
  return drawn.has(block.type);
}

const drawn = new Set(["header", "rich_text", "section", "context", "divider", "image", "table", "actions", "input"]);

function sectionHtml({ text, fields, accessory }: SectionBlock): Html {
  const body = [
    ...(text ? [box("paragraph", textHtml(text))] : []),
    ...(fields ? [box("fields", ...fields.map((field) => box("field", textHtml(field))))] : []),
  ];
  const beside =
    accessory === undefined
      ? []
      : [accessory.type === "image" ? pictureHtml(accessory.alt_text) : elementHtml(accessory)];
  return box("section", box("section-text", ...body), ...beside);
}

/** Enough of mrkdwn for what a message of ours may hold: bold, italic, code, and entities. */
function textHtml({ type, text }: TextObject): Html {
  const safe = escaped(text);
  if (type === "plain_text") return safe;
  return safe
    .replaceAll(/&amp;(amp|lt|gt);/g, "&$1;")
    .replaceAll(/`([^`\n]+)`/g, '<span class="inline-code">$1</span>')
    .replaceAll(/(?<!\w)\*([^*\n]+)\*(?!\w)/g, "<b>$1</b>")
    .replaceAll(/(?<!\w)_([^_\n]+)_(?!\w)/g, "<i>$1</i>");
}

function tableHtml({ rows, column_settings: settings = [] }: TableBlock): Html {
  const drawnRows = rows.map((row, index) => {
    const cells = row.map((cell, column) => {
      const { align = "left", is_wrapped: isWrapped = false } = settings[column] ?? {};
      const inner = cell.type === "rich_text" ? richTextHtml(cell) : escaped(cell.text);
      return tag(index === 0 ? "th" : "td", `${align} ${isWrapped ? "wrapped" : "kept"}`, inner);
    });
    return tag("tr", "", ...cells);
  });
  return box("table", tag("table", "", ...drawnRows));
}

function pictureHtml(altText: string): Html {
  return box("picture", escaped(altText));
}
