import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Channel } from "../../src/bot/announce.ts";

/** A platform that keeps what was posted, and can be asked for it. */
export function fileChannel(path: string): Channel {
  return {
    name: "file",
    async find({ key }) {
      const posts = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
      return posts.includes(key) ? key : null;
    },
    async post({ key }) {
      appendFileSync(path, `${key}\n`);
      return key;
    },
  };
}
