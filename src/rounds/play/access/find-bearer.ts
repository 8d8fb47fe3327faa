import { isToken, type TokenRole, tokenHash } from "../../access-token.ts";
import type { Game, Roles } from "../../game.ts";
import { findToken, markUsed } from "../../store/access-tokens.ts";
import { UserError } from "../../user-error.ts";

/** Whoever holds a token. */
export interface Bearer {
  /** The token's number. */
  readonly tokenId: number;
  /** Who they play as. */
  readonly player: string;
  readonly roles: readonly TokenRole[];
}

const hourMs = 3_600_000;

/** Looks whose a token is. @throws UserError for one that opens nothing in this season, saying why */
export async function findBearer(
  { database, clock }: Pick<Game, "database" | "clock">,
  token: string,
  seasonId: number,
): Promise<Bearer> {
  const row = isToken(token) ? await findToken(database.db, tokenHash(token)) : null;
  if (row === null) {
    throw new UserError("unknown-token", "This token is none of ours.", `${another} Was all of it copied?`);
  }
  const now = clock.now();
  if (row.revoked_at !== null) throw new UserError("token-revoked", "This token was revoked.", another);
  if (row.expires_at <= now) {
    const message = `This token expired on ${row.expires_at.toISOString().slice(0, 10)}.`;
    throw new UserError("token-expired", message, another);
  }
  if (row.season_id !== null && row.season_id !== seasonId) {
    throw new UserError("token-elsewhere", "This token is for another season than the one that plays here.", another);
  }
  if (row.used_at === null || now.getTime() - row.used_at.getTime() >= hourMs) {
    await database.transaction((tx) => markUsed(tx, row.id, now));
  }
  return { tokenId: row.id, player: row.player, roles: row.roles };
}

const another = "Its owner makes another one with /tank token.";

/** The rights of whoever holds a token: what their player may, and of that no more than the token's own roles. */
export function bearerRoles(roles: Roles | undefined, only: readonly TokenRole[]): Roles {
  return { hosts: [], deputies: [], ...roles, only };
}
