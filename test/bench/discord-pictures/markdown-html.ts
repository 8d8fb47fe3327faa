import { type Node, readMarkdown } from "../../discord/messages/read-markdown.ts";
import { escaped, type Html, tag, words } from "../pictures/html.ts";

/** Markdown as Discord draws it, line breaks and all. */
export function markdownHtml(markdown: string): Html {
  return readMarkdown(markdown)
    .map(nodeHtml)
    .join("")
    .replaceAll(/(<\/pre>)\n/g, "$1");
}

function nodeHtml(node: Node): Html {
  switch (node.kind) {
    case "text":
      return escaped(node.text);
    case "code":
      return words("inline-code", node.text);
    case "code-block":
      return tag("pre", "code", escaped(node.text));
    case "timestamp":
      return words("timestamp", dateText(node.text));
    case "mention":
    case "emoji":
    case "link":
      return words(node.kind, node.text);
    case "item":
      return tag("li", `indent-${node.indent ?? 0}`, inner(node.inner));
    default:
      return tag("span", node.kind, inner(node.inner));
  }
}

function inner(nodes: readonly Node[]): Html {
  return nodes.map(nodeHtml).join("");
}

/** A reader in New York, three hours before. */
function dateText(timestamp: string): string {
  const [, seconds = "0", style = "f"] = timestamp.match(/^<t:(\d+):(\w)>$/) ?? [];
  if (style === "R") return "in 3 hours";
  const zone = { timeZone: "America/New_York" } as const;
  return new Date(Number(seconds) * 1000).toLocaleString("en-US", { ...zone, dateStyle: "long", timeStyle: "short" });
}
