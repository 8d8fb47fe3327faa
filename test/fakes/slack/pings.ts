import { isJson, type Json } from "./json.ts";

/** Whom a text in Slack's markup calls: a person, a group, or everybody. */
const calls = /<(@[UW][A-Z0-9]+|!subteam\^[A-Z0-9]+|!channel|!here|!everyone)(?:\|[^>]*)?>/g;

/**
 * Whom a message would notify by name, each once. Mentions within code count too, and those in `text` beside blocks:
 * whether Slack lets them through depends on more than a test should rely on.
 */
export function pingsIn(message: { readonly text: string; readonly blocks?: readonly Json[] }): readonly string[] {
  return [...new Set([...inMarkup(message.text), ...inBlocks(message.blocks ?? [])])];
}

const inMarkup = (text: string): readonly string[] => [...text.matchAll(calls)].map(([, called = ""]) => called);

function inBlocks(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(inBlocks);
  if (!isJson(value)) return [];
  const { type, text } = value;
  if (type === "plain_text" || type === "raw_text") return [];
  if (type === "user") return [`@${value["user_id"]}`];
  if (type === "usergroup") return [`!subteam^${value["usergroup_id"]}`];
  if (type === "broadcast") return [`!${value["range"]}`];
  // Rich text draws its words as they are; only markup can call somebody from within words.
  const words = type === "mrkdwn" && typeof text === "string" ? inMarkup(text) : [];
  return [...words, ...Object.values(value).flatMap(inBlocks)];
}
