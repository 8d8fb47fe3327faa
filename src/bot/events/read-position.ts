import type { IncomingMessage } from "node:http";

/**
 * After which event a reader goes on, by its header or its address; null: with what comes from now on. A header that a
 * browser sends by itself wins over the address that it was opened with.
 */
export function readPosition({
  headers,
  url = "/",
}: Pick<IncomingMessage, "headers" | "url">): number | null | "unreadable" {
  const header = headers["last-event-id"];
  const asked = new URL(url, "http://localhost").searchParams.get("after");
  const text = (Array.isArray(header) ? header[0] : header) ?? asked;
  if (text === null || text === undefined || text === "") return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : "unreadable";
}
