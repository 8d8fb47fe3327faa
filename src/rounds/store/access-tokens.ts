import type { Selectable } from "kysely";
import type { TokenRole } from "../access-token.ts";
import type { AccessTokenTable } from "./access-tables.ts";
import type { Db, Tx } from "./database.ts";

export type AccessTokenRow = Selectable<AccessTokenTable>;

/** Stores a token by its hash. @returns its number, by which people name it */
export async function insertToken(
  tx: Tx,
  row: {
    readonly hash: string;
    readonly player: string;
    readonly owner: string;
    readonly seasonId: number | null;
    readonly roles: readonly TokenRole[];
    readonly at: Date;
    readonly expiresAt: Date;
  },
): Promise<number> {
  const { hash, player, owner, seasonId: season_id, at: made_at, expiresAt: expires_at } = row;
  const roles = JSON.stringify(row.roles);
  const { id } = await tx
    .insertInto("access_token")
    .values({ hash, player, owner, season_id, roles, made_at, expires_at })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function findToken(db: Db, hash: string): Promise<AccessTokenRow | null> {
  return (await db.selectFrom("access_token").selectAll().where("hash", "=", hash).executeTakeFirst()) ?? null;
}

/** The tokens that still open something in a season, oldest first; `owner` null: everybody's. */
export async function liveTokens(
  db: Db,
  { seasonId, owner, now }: { readonly seasonId: number; readonly owner: string | null; readonly now: Date },
): Promise<readonly AccessTokenRow[]> {
  const live = db
    .selectFrom("access_token")
    .selectAll()
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .where((where) => where.or([where("season_id", "is", null), where("season_id", "=", seasonId)]));
  return (owner === null ? live : live.where("owner", "=", owner)).orderBy("id").execute();
}

/** @returns how many of them were still in force */
export async function revokeTokens(tx: Tx, ids: readonly number[], at: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("access_token")
    .set({ revoked_at: at })
    .where("id", "in", ids)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function markUsed(tx: Tx, id: number, at: Date): Promise<void> {
  await tx.updateTable("access_token").set({ used_at: at }).where("id", "=", id).execute();
}
