import type { RichTextBlock, RichTextBlockElement, RichTextElement } from "@slack/types";
import { box, escaped, type Html, tag, words } from "../pictures/html.ts";

/** Rich text as Slack draws it; neighbouring lists of other indents are one list to the eye. */
export function richTextHtml({ elements }: RichTextBlock): Html {
  return box("rich", ...elements.map(elementHtml));
}

function elementHtml(element: RichTextBlockElement): Html {
  switch (element.type) {
    case "rich_text_section":
      return box("paragraph", inline(element.elements));
    case "rich_text_preformatted":
      return tag("pre", "code", inline(element.elements));
    case "rich_text_quote":
      return box("quote", inline(element.elements));
    case "rich_text_list": {
      const items = element.elements.map((item) => tag("li", "", inline(item.elements)));
      return tag(element.style === "bullet" ? "ul" : "ol", `indent-${element.indent ?? 0}`, ...items);
    }
  }
}

function inline(elements: readonly RichTextElement[]): Html {
  return elements.map(leafHtml).join("");
}

function leafHtml(leaf: RichTextElement): Html {
  switch (leaf.type) {
    case "text": {
      const { bold, italic, strike, code } = leaf.style ?? {};
      const look = [bold && "bold", italic && "italic", strike && "strike", code && "inline-code"];
      return words(look.filter(Boolean).join(" "), leaf.text);
    }
    case "date":
      return escaped(dateText(leaf.timestamp, leaf.format));
    case "link":
      return words("link", leaf.text ?? leaf.url);
    case "emoji":
      return escaped(`:${leaf.name}:`);
    case "user":
      return words("mention", `@${leaf.user_id}`);
    case "usergroup":
      return words("mention", `@${leaf.usergroup_id}`);
    case "broadcast":
      return words("mention", `@${leaf.range}`);
    case "channel":
      return words("mention", `#${leaf.channel_id}`);
    default:
      return "";
  }
}

/** A reader in New York who has set no 24 hour clock. */
function dateText(seconds: number, format: string): string {
  const at = new Date(seconds * 1000);
  const zone = { timeZone: "America/New_York" } as const;
  const day = at.toLocaleDateString("en-US", { ...zone, month: "short", day: "numeric", year: "numeric" });
  const time = at.toLocaleTimeString("en-US", { ...zone, hour: "numeric", minute: "2-digit" });
  return format.replace(/\{date\w*\}/, day).replace(/\{time\w*\}/, time);
}
