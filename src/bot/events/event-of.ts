import type { Db } from "../../rounds/store/database.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import { getRound } from "../../rounds/store/rounds.ts";
import { getSeasonById } from "../../rounds/store/seasons.ts";
import { EventType, TankEvent } from "./event.ts";
import { eventFacts } from "./event-facts.ts";

/** An announcement as an event; null for what only some are told: a reminder, a private measurement, a lack of workers. */
export async function eventOf(db: Db, row: OutboxRow): Promise<TankEvent | null> {
  const type = EventType.safeParse(row.kind);
  if (!type.success) return null;
  const { name } = await getSeasonById(db, row.season_id);
  const facts = await eventFacts(db, type.data, row);
  return TankEvent.parse({
    id: eventId(row),
    type: type.data,
    season: name,
    round: row.round_id === null ? null : (await getRound(db, row.round_id)).number,
    at: row.created_at.toISOString(),
    // As JSON has it: times are texts, and what is left out is not there.
    facts: JSON.parse(JSON.stringify(facts)),
  });
}

/** It needs no look at what happened, and is plain enough for a header. */
export function eventId({ season_id, id }: Pick<OutboxRow, "season_id" | "id">): string {
  return `${season_id}:${id}`;
}
