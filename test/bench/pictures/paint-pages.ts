import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../../src/rounds/user-error.ts";
import { openBrowser } from "./browser.ts";
import type { Html } from "./html.ts";

/** Points of a phone held upright, and of a desktop's message column. */
const screens = { phone: 380, desktop: 700 } as const;

/** A page for a screen so many points wide. */
export type DrawPage = (width: number) => Html;

/** Paints pages as PNG: `[NAME …] [--out FOLDER] [--chromium PATH]`. `bench`: the folder's name where none is given. */
export async function paintPages(
  argv: readonly string[],
  bench: string,
  pages: Readonly<Record<string, DrawPage>>,
): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: "string", default: join(tmpdir(), bench) },
      chromium: { type: "string", default: "chromium" },
    },
  });
  const wanted = positionals.length > 0 ? positionals : Object.keys(pages);
  mkdirSync(values.out, { recursive: true });
  await using browser = await openBrowser(values.chromium);
  for (const name of wanted) {
    const page = pages[name];
    if (!page) {
      throw new UserError("usage", `There is no picture "${name}".`, `Pictures: ${Object.keys(pages).join(", ")}.`);
    }
    for (const [screen, width] of Object.entries(screens)) {
      const path = join(values.out, `${name}-${screen}.png`);
      writeFileSync(path, await browser.picture(page(width), width));
      console.log(path);
    }
  }
}
