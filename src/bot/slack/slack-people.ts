import type { WebClient } from "@slack/web-api";
import type { Game } from "../../rounds/game.ts";
import { findAccount, findPerson, insertPerson, isNameTaken } from "../../rounds/store/people.ts";
import { UserError } from "../../rounds/user-error.ts";
import { persistently } from "./persistently.ts";
import { slackFailure } from "./slack-failure.ts";

const platform = "slack";

/** Players by their Slack accounts. A name is given at the first word and never changes, whatever Slack calls them. */
export interface SlackPeople {
  /** @throws UserError for an account that is an app's and no person's */
  readonly nameOf: (userId: string) => Promise<string>;
  /** The account of a player; null for whoever plays from elsewhere. */
  readonly accountOf: (name: string) => Promise<string | null>;
}

export function slackPeople(game: Game, client: WebClient, reserved: readonly string[]): SlackPeople {
  const known = new Map<string, string>();
  const { database } = game;
  return {
    async nameOf(userId) {
      const name = known.get(userId) ?? (await findPerson(database.db, { platform, externalId: userId }));
      if (name !== null) {
        known.set(userId, name);
        return name;
      }
      const given = await introduce(game, userId, await handleOf(client, userId), reserved);
      known.set(userId, given);
      return given;
    },
    accountOf: (name) => findAccount(database.db, platform, name),
  };
}

async function handleOf(client: WebClient, userId: string): Promise<string> {
  const { user } = await persistently(() => client.users.info({ user: userId })).catch((error: unknown) => {
    throw unknownAccount(userId, error);
  });
  if (user?.is_bot === true || user?.id === "USLACKBOT") {
    throw new UserError(
      "not-a-person",
      "Apps can't play through Slack.",
      "docs/agents.md will show agents their own door.",
    );
  }
  return user?.profile?.display_name || user?.name || userId;
}

function unknownAccount(userId: string, error: unknown): unknown {
  const failure = slackFailure(error);
  const cause = { cause: error };
  if (failure?.kind === "later") {
    const hint = "Nothing was changed. Try it again in a minute.";
    return new UserError("slack-busy", "Slack is too busy to say who you are.", hint, cause);
  }
  if (failure?.kind !== "request" || failure.code !== "user_not_found") return error;
  const hint = 'An account\'s id is in its profile, under "Copy member ID"; config/tank.yml names some in roles.';
  return new UserError("unknown-account", `Slack knows no account ${userId} here.`, hint, cause);
}

/** The nearest free name. Names that the configuration gives rights to are never given away. */
async function introduce(game: Game, userId: string, handle: string, reserved: readonly string[]): Promise<string> {
  const wanted = playerName(handle) ?? userId.toLowerCase();
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted.slice(0, 36)}-${number}`;
    const given = await game.database.transaction(async (tx) => {
      const before = await findPerson(tx, { platform, externalId: userId });
      if (before !== null) return before;
      if (reserved.includes(name) || (await isNameTaken(tx, name))) return null;
      const person = { platform, externalId: userId, name, at: game.clock.now() };
      return (await insertPerson(tx, person)) ? name : null;
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

/** What hosts and deputies may be called in config/tank.yml: `slack:U0123ABCD` is an account, anything else a name. */
const account = /^slack:([UW][A-Z0-9]{2,})$/;

/** The plain names among those of `roles`. */
export function namesIn(names: readonly string[]): readonly string[] {
  return names.filter((each) => !account.test(each));
}

/** The Slack accounts among them. */
export function accountsIn(names: readonly string[]): readonly string[] {
  return names.flatMap((each) => account.exec(each)?.[1] ?? []);
}
