import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { RenderedCard } from "../../../src/bot/slack/blocks/render-card.ts";
import { UserError } from "../../../src/rounds/user-error.ts";
import { sampleMessages } from "../../slack/blocks/sample-messages.ts";
import { openBrowser } from "./browser.ts";
import { type Picture, pageHtml } from "./page-html.ts";

/** Points of a phone held upright, and of a desktop's message column. */
const screens = { phone: 380, desktop: 700 } as const;

/** `npm run bench -- slack-pictures [NAME …] [--out FOLDER] [--chromium PATH]`: messages as Slack shows them, as PNG. */
export async function benchSlackPictures(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: "string", default: join(tmpdir(), "slack-pictures") },
      chromium: { type: "string", default: "chromium" },
    },
  });
  const wanted = positionals.length > 0 ? positionals : Object.keys(pictures);
  mkdirSync(values.out, { recursive: true });
  await using browser = await openBrowser(values.chromium);
  for (const name of wanted) {
    const picture = pictures[name];
    if (!picture) {
      throw new UserError("usage", `There is no picture "${name}".`, `Pictures: ${Object.keys(pictures).join(", ")}.`);
    }
    for (const [screen, width] of Object.entries(screens)) {
      const path = join(values.out, `${name}-${screen}.png`);
      writeFileSync(path, await browser.picture(pageHtml(picture, width), width));
      console.log(path);
    }
  }
}

const pictures: Readonly<Record<string, Picture>> = Object.fromEntries(
  Object.entries(sampleMessages).map(([name, card]) => [name, pictureOf(card)]),
);

function pictureOf({ messages, files }: RenderedCard): Picture {
  return { messages, files: files.map(({ name }) => name) };
}
