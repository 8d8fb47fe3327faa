import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { ChatFailure } from "../chat/chat-failure.ts";

const places: Readonly<Record<string, string>> = {
  "10003": "Discord knows no such channel any more; a host can open the next round in another one",
  "10004": "the bot is no longer in the server; invite it again",
  "50001": "the bot can't see the channel; give it View Channel and Read Message History there",
  "50013":
    "the bot lacks a permission in the channel: it needs Send Messages, Read Message History, Embed Links, Attach Files, Create Public Threads and Send Messages in Threads",
  "50083": "the thread is locked; a moderator can unlock it",
  "160005": "the thread is locked; a moderator can unlock it",
  "160006": "the server has as many active threads as Discord allows; archive some",
};

/** Anything that is no failure of a call comes back as null: a bug of ours. */
export function discordFailure(error: unknown): ChatFailure | null {
  if (error instanceof RateLimitError) return { kind: "later", afterMs: error.retryAfter };
  if (error instanceof HTTPError) return { kind: "later", afterMs: null };
  if (error instanceof DiscordAPIError) return answered(error);
  return isNetwork(error) ? { kind: "later", afterMs: null } : null;
}

function answered({ code, status }: DiscordAPIError): ChatFailure {
  const place = places[code];
  if (place !== undefined) return { kind: "place", code: `${code}`, says: place };
  if (status === 401) {
    const says = 'Discord does not know this token; it may have been reset under "Bot" of your application';
    return { kind: "account", code: `${code}`, says };
  }
  return status >= 500 || status === 429 ? { kind: "later", afterMs: null } : { kind: "request", code: `${code}` };
}

/** A connection that broke or never came, and an answer that took too long. */
function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "AbortError" || error.name === "TimeoutError") return true;
  const code = "code" in error ? String(error.code) : "";
  return /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code) || (error.cause !== undefined && isNetwork(error.cause));
}
