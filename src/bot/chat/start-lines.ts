import type { ChatTank } from "./open-chat-tank.ts";
import { becomesVisible } from "./second-place.ts";

/** What whoever started the bot reads: where the season plays, and how to stop. */
export function startLines({ open, places }: ChatTank): readonly string[] {
  const name = open.season.name;
  const lines = places.map(({ chat: { where, opening, invite }, channel }) => {
    const plays = channel === null ? `the first channel in which a host says ${opening}` : `channel ${channel}`;
    return `Shark Tank is in ${where}. The season ${name} plays in ${plays}.${invite === undefined ? "" : ` To invite it: ${invite}`}`;
  });
  const alone = places.length > 0 ? [] : [`Shark Tank plays the season ${name}, without a chat.`];
  const seen = places.length < 2 ? [] : [`Each of these places sees: ${becomesVisible.join("; ")}.`];
  return [...lines, ...alone, ...seen, "Ctrl-C stops."];
}
