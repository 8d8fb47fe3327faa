import type { AccessTokenRow } from "../../rounds/store/access-tokens.ts";

/** A token for programs; what it reads as is kept nowhere. */
export function tokenFacts({ id, player, owner, roles, season_id, made_at, expires_at, used_at }: AccessTokenRow) {
  return {
    token: id,
    player,
    owner,
    roles,
    allSeasons: season_id === null,
    made: made_at.toISOString(),
    expires: expires_at.toISOString(),
    used: used_at?.toISOString() ?? null,
  };
}
