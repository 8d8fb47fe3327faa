import { type TokenRole, tokenHash, tokenText } from "../../access-token.ts";
import type { Game } from "../../game.ts";
import { insertToken, liveTokens } from "../../store/access-tokens.ts";
import { lockName } from "../../store/lock-name.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { refuseBanned } from "../host/ban-person.ts";
import { refuseBearer } from "./refuse-bearer.ts";

export interface TokenWish {
  readonly season: string;
  /** The person who asks. */
  readonly by: string;
  /** Their agent that it is for, without its owner's name; null: themselves. */
  readonly agent: string | null;
  readonly roles: readonly TokenRole[];
  /** Valid in every season of this installation. */
  readonly isForAllSeasons: boolean;
  readonly days: number;
}

export interface MadeToken {
  /** Its number, by which people name it. */
  readonly id: number;
  /** Who its bearer plays as: the person, or their agent. */
  readonly player: string;
  /** The token itself, which is kept nowhere. */
  readonly text: string;
  readonly expiresAt: Date;
}

/** More than anybody's agents need, and few enough to be looked through. */
const mostTokens = 50;
const dayMs = 24 * 3600 * 1000;

/** Gives a person, or an agent of theirs, a token. @throws UserError for whoever can't have one */
export async function makeToken(game: Game, wish: TokenWish): Promise<MadeToken> {
  const { by, agent, roles } = wish;
  const player = agent === null ? by : `${by}/${agent}`;
  refuseBearer(game, by);
  if (agent !== null && roles.includes("host")) {
    throw new UserError(
      "agent-host",
      "An agent hosts nothing: a round has a person for its host.",
      "Leave host out of roles=.",
      { about: ["roles"] },
    );
  }
  const text = tokenText(game.secretSeed());
  return game.database.transaction(async (tx) => {
    await lockName(tx, `tokens:${by}`);
    const { id: seasonId } = await getSeason(tx, wish.season);
    await refuseBanned(tx, seasonId, by);
    const at = game.clock.now();
    if ((await liveTokens(tx, { seasonId, owner: by, now: at })).length >= mostTokens) {
      const message = `You have ${mostTokens} tokens, and nobody has more.`;
      throw new UserError("tokens-spent", message, "/tank tokens shows them, /tank revoke 3 ends one.");
    }
    const expiresAt = new Date(at.getTime() + wish.days * dayMs);
    const season = wish.isForAllSeasons ? null : seasonId;
    const hash = tokenHash(text);
    const id = await insertToken(tx, { hash, player, owner: by, seasonId: season, roles, at, expiresAt });
    return { id, player, text, expiresAt };
  });
}
