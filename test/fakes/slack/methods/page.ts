import { Refusal } from "../refusal.ts";

/** One page of a list, and Slack's way to the next: a cursor that says nothing to its holder. */
export function page<Item>(all: readonly Item[], limit: number, cursor: string | undefined) {
  const start = cursor === undefined ? 0 : positionOf(cursor);
  const end = start + limit;
  const has_more = end < all.length;
  const next_cursor = has_more ? Buffer.from(`next:${end}`).toString("base64") : "";
  return { items: all.slice(start, end), has_more, response_metadata: { next_cursor } };
}

function positionOf(cursor: string): number {
  const position = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (position === undefined) throw new Refusal("invalid_cursor");
  return Number(position);
}
