import type { Game } from "../../rounds/game.ts";
import type { Tx } from "../../rounds/store/database.ts";
import { lockName } from "../../rounds/store/lock-name.ts";
import { insertPeople, peopleOf, takenNames } from "../../rounds/store/people.ts";

interface Newcomer {
  readonly account: string;
  readonly handle: string;
}

/** Gives somebody the nearest free name. */
export type Introduce = (newcomer: Newcomer) => Promise<string>;

/** The most that are introduced in one transaction. */
const mostAtOnce = 200;

/**
 * Introduces newcomers of a platform in one transaction after the other: whoever comes while one is under way is in the
 * next, all of them together, so that a crowd does not wait for each other one by one.
 * @param reserved names that are never given away
 */
export function introductions(game: Game, platform: string, reserved: readonly string[]): Introduce {
  let waiting: (Newcomer & PromiseWithResolvers<string>)[] = [];
  let isRunning = false;
  const work = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      await introduceAll(game, platform, reserved, batch).then(
        (names) => {
          for (const { account, resolve } of batch) resolve(names.get(account) ?? account);
        },
        (error: unknown) => {
          for (const { reject } of batch) reject(error);
        },
      );
    }
    isRunning = false;
  };
  return (newcomer) => {
    const introduced = Promise.withResolvers<string>();
    waiting.push({ ...newcomer, ...introduced });
    if (!isRunning) {
      isRunning = true;
      void work();
    }
    return introduced.promise;
  };
}

/** The names of them all, by account; who has one already keeps it. */
async function introduceAll(
  game: Game,
  platform: string,
  reserved: readonly string[],
  newcomers: readonly Newcomer[],
): Promise<ReadonlyMap<string, string>> {
  return game.database.transaction(async (tx) => {
    await lockName(tx, "introductions");
    const accounts = newcomers.map(({ account }) => account);
    const known = await peopleOf(tx, platform, accounts);
    const unknown = new Map(newcomers.filter(({ account }) => !known.has(account)).map((each) => [each.account, each]));
    const given = await freeNames(tx, reserved, [...unknown.values()]);
    await insertPeople(tx, platform, given, game.clock.now());
    return new Map([...known, ...given]);
  });
}

/** `ada`, else `ada-2`, `ada-3` …: the first that nobody has, here and among those who come with them. */
async function freeNames(
  tx: Tx,
  reserved: readonly string[],
  newcomers: readonly Newcomer[],
): Promise<ReadonlyMap<string, string>> {
  const given = new Map<string, string>();
  const gone = new Set(reserved);
  let left = newcomers;
  for (let number = 1; left.length > 0; number++) {
    const wanted = left.map((each) => ({ each, name: numbered(wantedName(each), number) }));
    for (const name of await takenNames(
      tx,
      wanted.map(({ name }) => name),
    )) {
      gone.add(name);
    }
    left = wanted.flatMap(({ each, name }) => {
      if (gone.has(name)) return [each];
      gone.add(name);
      given.set(each.account, name);
      return [];
    });
  }
  return given;
}

const numbered = (name: string, number: number) => (number === 1 ? name : `${name.slice(0, 36)}-${number}`);

/** `Ada L.` is `ada-l.`: what a player's name may be made of. */
function wantedName({ account, handle }: Newcomer): string {
  const name = handle
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|[-]+$/gu, "")
    .slice(0, 40);
  return name === "" || name === "none" ? account.toLowerCase() : name;
}
