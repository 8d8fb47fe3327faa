import { isJson } from "../json.ts";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escapeText = (text: string) => text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign);

/** What a person typed as events carry it: three signs escaped, addresses in brackets, mentions as they are. */
export function typedText(typed: string): string {
  return typed
    .split(/(<[@#][A-Z0-9]+>|https?:\/\/[^\s<>]+)/)
    .map((part, n) => {
      if (n % 2 === 0) return escapeText(part);
      return part.startsWith("<") ? part : `<${part}>`;
    })
    .join("");
}

/** Plain text comes back escaped within the payload of a press (slackapi/bolt-python#513). */
export function withEscapedPlainText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withEscapedPlainText);
  if (!isJson(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const isPlain = value["type"] === "plain_text" && key === "text" && typeof item === "string";
    return [key, isPlain ? escapeText(item) : withEscapedPlainText(item)];
  });
  return Object.fromEntries(entries);
}
