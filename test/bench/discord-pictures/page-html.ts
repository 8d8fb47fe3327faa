import type { ButtonRow } from "../../../src/bot/discord/messages/action-rows.ts";
import type { DiscordMessage, RenderedCard } from "../../../src/bot/discord/messages/render-card.ts";
import { box, escaped, type Html, words } from "../pictures/html.ts";
import { clientStyle } from "./client-style.ts";
import { markdownHtml } from "./markdown-html.ts";

export interface Picture extends RenderedCard {
  /** Attached pictures' bytes by their file names. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** A page of its own for a screen so many points wide. */
export function pageHtml({ messages, files, pictures }: Picture, width: number): Html {
  const look = width < 500 ? "phone" : "desktop";
  const attached = box("files", ...files.map(({ name }) => box("file-card", escaped(name))));
  const drawn = messages.map((message, index) => {
    const thread = index === 1 ? box("thread", `${messages.length - 1} below`) : "";
    return thread + messageHtml(message, pictures, index === 0 && files.length > 0 ? attached : "");
  });
  return `<!doctype html><meta charset="utf-8"><style>${clientStyle}</style><body>${box(
    `screen ${look}" style="width:${width}px`,
    ...drawn,
  )}</body>`;
}

function messageHtml(
  { content, embeds, components }: DiscordMessage,
  pictures: Picture["pictures"],
  files: Html,
): Html {
  const name = box("name", words("author", "Shark Tank"), words("app", "APP"), words("time", "Today at 3:04 PM"));
  const parts = [
    ...(content === undefined ? [] : [box("markdown", markdownHtml(content))]),
    files,
    ...embeds.map((embed) => embedHtml(embed, pictures)),
    ...components.map(rowHtml),
  ];
  return box("message", box("avatar", ""), box("content", name, ...parts));
}

function embedHtml(
  { title, description, color = 0, footer, image }: DiscordMessage["embeds"][number],
  pictures: Picture["pictures"],
): Html {
  const parts = [
    ...(title === undefined ? [] : [box("title", markdownHtml(title))]),
    ...(description === undefined ? [] : [box("markdown description", markdownHtml(description))]),
    ...(image === undefined ? [] : [imageHtml(pictures.get(image.url.replace("attachment://", "")))]),
    ...(footer === undefined ? [] : [box("footer", escaped(footer.text))]),
  ];
  return box(`embed" style="border-left-color:#${color.toString(16).padStart(6, "0")}`, ...parts);
}

function imageHtml(bytes: Uint8Array | undefined): Html {
  if (bytes === undefined) return words("unknown", "[no picture]");
  return `<img src="data:image/png;base64,${Buffer.from(bytes).toString("base64")}">`;
}

function rowHtml({ components }: ButtonRow): Html {
  return box("row", ...components.map(({ style, label = "" }) => words(`button style-${style}`, label)));
}
