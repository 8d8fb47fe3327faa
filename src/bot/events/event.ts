import { z } from "zod";

/** What programs are told of; what is private to somebody is no event. */
export const EventType = z.enum([
  "round-opened",
  "pitched",
  "question",
  "proof",
  "voting-opened",
  "tally",
  "verdict",
  "decided",
  "cancelled",
  "needs-host",
  "corrected",
  "bench-digest",
]);
export type EventType = z.infer<typeof EventType>;

/** One thing that happened in a season, for programs; docs/events.md names the facts of each type. */
export const TankEvent = z.strictObject({
  id: z.string().min(1).describe("the same each time this event is told, so that who was told twice can see it"),
  type: EventType,
  season: z.string().describe("the season's name"),
  round: z.number().int().nullable().describe("the round's number; null: it belongs to no round"),
  at: z.iso.datetime().describe("when it happened"),
  facts: z
    .record(z.string(), z.unknown())
    .describe("what every reader of the channel sees, as it stands when it is told"),
});
export type TankEvent = z.infer<typeof TankEvent>;
