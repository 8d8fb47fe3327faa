import type { Database } from "./database.ts";

/** `repeated`: the same event had come before, and nothing was done again. */
export type Once<Result> = { readonly repeated: false; readonly result: Result } | { readonly repeated: true };

/**
 * Does what an event of a platform asks for, once, however often it is delivered: the event's id and its effect
 * commit together. A refusal keeps nothing, so the event may be sent again.
 */
export async function once<Result>(
  database: Database,
  eventId: string,
  at: Date,
  work: (database: Database) => Promise<Result>,
): Promise<Once<Result>> {
  return database.transaction(async (tx) => {
    const seen = await tx
      .insertInto("inbox")
      .values({ event_id: eventId, seen_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning("event_id")
      .executeTakeFirst();
    if (seen === undefined) return { repeated: true };
    // The use case's own transaction is this one.
    const result = await work({ ...database, db: tx, transaction: (inner) => inner(tx) });
    return { repeated: false, result };
  });
}
