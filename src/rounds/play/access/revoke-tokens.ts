import type { Game } from "../../game.ts";
import { type AccessTokenRow, liveTokens, revokeTokens } from "../../store/access-tokens.ts";
import type { Db } from "../../store/database.ts";
import { hostsOf } from "../../store/hosts.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { actsAsHost } from "../host/require-host.ts";
import { refuseBearer } from "./refuse-bearer.ts";

/** The tokens that somebody sees and may end: their own; a host's are everybody's. */
export async function tokensInSight(
  game: Game,
  { season, by }: { readonly season: string; readonly by: string },
  db: Db = game.database.db,
): Promise<readonly AccessTokenRow[]> {
  refuseBearer(game, by);
  const { id: seasonId } = await getSeason(db, season);
  const isHost = actsAsHost(game.roles, null, by) || (await hostsOf(db, seasonId)).includes(by);
  return liveTokens(db, { seasonId, owner: isHost ? null : by, now: game.clock.now() });
}

export interface Revoking {
  readonly season: string;
  readonly by: string;
  /** A token's number; `all`: those of one's own. */
  readonly which: number | "all";
}

/** Ends tokens at once. @returns those that it ended. @throws UserError for one that isn't there */
export async function endTokens(game: Game, { season, by, which }: Revoking): Promise<readonly AccessTokenRow[]> {
  return game.database.transaction(async (tx) => {
    const seen = await tokensInSight(game, { season, by }, tx);
    const ended = seen.filter(({ id, owner }) => (which === "all" ? owner === by : id === which));
    if (ended.length === 0) {
      const own = seen.filter(({ owner }) => owner === by).map(({ id }) => id);
      const message = which === "all" ? "You have no tokens." : `You have no token ${which}.`;
      throw new UserError(
        "unknown-token",
        message,
        own.length === 0 ? "There is nothing to end." : `Yours: ${own.join(", ")}.`,
      );
    }
    const ids = ended.map(({ id }) => id);
    await revokeTokens(tx, ids, game.clock.now());
    return ended;
  });
}
