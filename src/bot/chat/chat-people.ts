import type { Game } from "../../rounds/game.ts";
import { findAccount, findPerson } from "../../rounds/store/people.ts";
import { introductions } from "./introduce.ts";

/** Players by their accounts. A name is given at the first word and never changes, whatever the platform calls them. */
export interface ChatPeople {
  /**
   * @param called what the platform called them with what they did, where it said so
   * @throws UserError for an account that is an app's and no person's
   */
  readonly nameOf: (account: string, called?: string) => Promise<string>;
  /** The account of a player; null for whoever plays from elsewhere. */
  readonly accountOf: (name: string) => Promise<string | null>;
}

export interface PeopleOptions {
  readonly platform: string;
  /** What the platform calls somebody now. */
  readonly handleOf: (account: string, called?: string) => Promise<string>;
  /** Names that the configuration gives rights to: they are never given away. */
  readonly reserved: readonly string[];
}

export function chatPeople(game: Game, { platform, handleOf, reserved }: PeopleOptions): ChatPeople {
  const known = new Map<string, string>();
  const { database } = game;
  const introduce = introductions(game, platform, reserved);
  return {
    async nameOf(account, called) {
      const name = known.get(account) ?? (await findPerson(database.db, { platform, externalId: account }));
      if (name !== null) {
        known.set(account, name);
        return name;
      }
      const given = await introduce({ account, handle: await handleOf(account, called) });
      known.set(account, given);
      return given;
    },
    accountOf: (name) => findAccount(database.db, platform, name),
  };
}
