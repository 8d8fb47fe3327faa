import { sampleMessages } from "../../slack/blocks/sample-messages.ts";
import { paintPages } from "../pictures/paint-pages.ts";
import { pageHtml } from "./page-html.ts";

/** `npm run bench -- slack-pictures [NAME …] [--out FOLDER] [--chromium PATH]`: messages as Slack shows them, as PNG. */
export function benchSlackPictures(argv: readonly string[]): Promise<void> {
  const pages = Object.entries(sampleMessages).map(([name, { messages, files }]) => {
    const picture = { messages, files: files.map((file) => file.name) };
    return [name, (width: number) => pageHtml(picture, width)] as const;
  });
  return paintPages(argv, "slack-pictures", Object.fromEntries(pages));
}
