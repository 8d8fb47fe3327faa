import type { Game } from "../../rounds/game.ts";
import { lockName } from "../../rounds/store/lock-name.ts";
import { findAccount, findPerson, insertPerson, isNameTaken } from "../../rounds/store/people.ts";

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
  return {
    async nameOf(account, called) {
      const name = known.get(account) ?? (await findPerson(database.db, { platform, externalId: account }));
      if (name !== null) {
        known.set(account, name);
        return name;
      }
      const given = await introduce(game, { platform, externalId: account }, await handleOf(account, called), reserved);
      known.set(account, given);
      return given;
    },
    accountOf: (name) => findAccount(database.db, platform, name),
  };
}

/** The nearest free name. */
async function introduce(
  game: Game,
  account: { readonly platform: string; readonly externalId: string },
  handle: string,
  reserved: readonly string[],
): Promise<string> {
  const wanted = playerName(handle) ?? account.externalId.toLowerCase();
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted.slice(0, 36)}-${number}`;
    const given = await game.database.transaction(async (tx) => {
      await lockName(tx, `person:${name}`);
      const before = await findPerson(tx, account);
      if (before !== null) return before;
      if (reserved.includes(name) || (await isNameTaken(tx, name))) return null;
      return (await insertPerson(tx, { ...account, name, at: game.clock.now() })) ? name : null;
    });
    if (given !== null) return given;
  }
}

/** `Ada L.` is `ada-l.`: what a player's name may be made of. */
function playerName(handle: string): string | null {
  const name = handle
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|[-]+$/gu, "")
    .slice(0, 40);
  return name === "" || name === "none" ? null : name;
}
