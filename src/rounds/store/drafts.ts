import type { z } from "zod";
import type { Db, Tx } from "./database.ts";
import { lockName } from "./lock-name.ts";

/** Whose draft, and of which form: `pitch`, `ballot`. */
export interface DraftKey {
  readonly seasonId: number;
  readonly player: string;
  readonly form: string;
}

/** What somebody has begun to say; null where there is nothing, or what an older version wrote and nobody reads. */
export async function findDraft<Body extends z.ZodType>(
  db: Db,
  { seasonId, player, form }: DraftKey,
  shape: Body,
): Promise<z.output<Body> | null> {
  const row = await db
    .selectFrom("draft")
    .select("body")
    .where("season_id", "=", seasonId)
    .where("player", "=", player)
    .where("form", "=", form)
    .executeTakeFirst();
  return row === undefined ? null : (shape.safeParse(row.body).data ?? null);
}

/** Keeps a draft in the place of the one before it. */
export async function putDraft(tx: Tx, { seasonId, player, form }: DraftKey, content: object, at: Date): Promise<void> {
  const body = JSON.stringify(content);
  await tx
    .insertInto("draft")
    .values({ season_id: seasonId, player, form, body, updated_at: at })
    .onConflict((conflict) => conflict.columns(["season_id", "player", "form"]).doUpdateSet({ body, updated_at: at }))
    .execute();
}

/** Lets nobody else change this draft until the transaction ends: of two quick taps, the second knows of the first. */
export async function lockDraft(tx: Tx, { seasonId, player, form }: DraftKey): Promise<void> {
  await lockName(tx, `draft:${seasonId}:${form}:${player}`);
}

export async function dropDraft(tx: Tx, { seasonId, player, form }: DraftKey): Promise<void> {
  await tx
    .deleteFrom("draft")
    .where("season_id", "=", seasonId)
    .where("player", "=", player)
    .where("form", "=", form)
    .execute();
}
