import { LogLevel, type Logger as SlackLogger } from "@slack/web-api";
import type { Logger } from "pino";

/** Slack's libraries log to ours. Their debug lines hold whole payloads, tokens among them, and are left out. */
export function slackLogger(log: Logger): SlackLogger {
  const say =
    (level: "warn" | "error") =>
    (...words: readonly unknown[]) => {
      log[level]({ said: words.map(plain).join(" ").slice(0, 500) }, "slack-library");
    };
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: say("warn"),
    error: say("error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

/** Addresses may have a ticket in their query. */
function plain(word: unknown): string {
  const text = word instanceof Error ? word.message : String(word);
  return text.replace(/(xox[a-z]-|xapp-)[\w-]+/g, "$1…").replace(/\?\S+/g, "?…");
}
