import type { Game } from "../../rounds/game.ts";
import type { Tx } from "../../rounds/store/database.ts";
import { accountsNamed, findPerson, linkAccount } from "../../rounds/store/people.ts";
import { latestRoundOf } from "../../rounds/store/rounds.ts";
import type { SeasonRow } from "../../rounds/store/seasons.ts";
import { UserError } from "../../rounds/user-error.ts";

/** Accounts such as `slack:U0123ABCD` and `discord:123456789012345678`, by the name that their owner plays under. */
export type Links = Readonly<Record<string, readonly string[]>>;

/**
 * Lets the accounts of one person play under one name, so that they have one ballot. What an account did before under
 * a name of its own stays that name's.
 * @throws UserError for a name that is somebody else's, for an account with two names, and while a round is open in
 * which both names may already have a part
 */
export async function linkPeople({ database, clock }: Game, season: SeasonRow, links: Links): Promise<void> {
  refuseTwoNames(links);
  for (const [name, accounts] of Object.entries(links)) {
    await database.transaction(async (tx) => {
      await refuseTaken(tx, name, accounts);
      for (const account of accounts) {
        const [platform = "", externalId = ""] = account.split(":");
        const before = await findPerson(tx, { platform, externalId });
        if (before === name) continue;
        if (before !== null) await refuseInRound(tx, season, { account, before, name });
        await linkAccount(tx, { platform, externalId, name, at: clock.now() });
      }
    });
  }
}

function refuseTwoNames(links: Links): void {
  const all = Object.values(links).flat();
  const twice = all.find((account, index) => all.indexOf(account) !== index);
  if (twice === undefined) return;
  throw new UserError("linked-twice", `people: names ${twice} twice.`, "An account is one person's: take one away.");
}

async function refuseTaken(tx: Tx, name: string, accounts: readonly string[]): Promise<void> {
  const owners = (await accountsNamed(tx, name)).map(({ platform, externalId }) => `${platform}:${externalId}`);
  const other = owners.find((owner) => !accounts.includes(owner));
  if (other === undefined) return;
  throw new UserError(
    "name-taken",
    `people: gives the name ${name} to others than ${other}, who plays under it.`,
    `Name another one, or add ${other} to it if that is the same person.`,
  );
}

async function refuseInRound(
  tx: Tx,
  season: SeasonRow,
  { account, before, name }: { readonly account: string; readonly before: string; readonly name: string },
): Promise<void> {
  const latest = await latestRoundOf(tx, season.id);
  if (latest === null || ["decided", "cancelled"].includes(latest.round.now.state)) return;
  throw new UserError(
    "linked-in-round",
    `${account} plays as ${before} in round ${latest.number}, and people: says that it is ${name}.`,
    "Start the bot without that line until the round has ended: one person has one ballot in a round.",
  );
}
