import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import type { Channel } from "../announce.ts";
import { writeWhole } from "./write-whole.ts";

export interface TerminalOutput {
  /** What an announcement looks like here; null: this view doesn't show it. */
  readonly draw: (announcement: OutboxRow) => Promise<string | null>;
  /** Called around each write, so that a living line steps aside. */
  readonly around: (write: () => void) => void;
}

/**
 * The terminal as a channel. A screen can't be asked what it showed, so each key is written to a file in the data
 * folder in the same breath; the file is what a retry looks up.
 */
export function terminalChannel(dataFolder: string, output: TerminalOutput): Channel {
  const shownPath = join(dataFolder, "terminal-shown.txt");
  const shown = new Set(existsSync(shownPath) ? readFileSync(shownPath, "utf8").split("\n") : []);
  return {
    name: "terminal",
    find: async ({ key }) => (shown.has(key) ? key : null),
    async post(announcement) {
      const text = await output.draw(announcement);
      const { key } = announcement;
      output.around(() => {
        if (text !== null) writeWhole(text.endsWith("\n") ? text : `${text}\n`);
        appendFileSync(shownPath, `${key}\n`);
      });
      shown.add(key);
      return key;
    },
  };
}
