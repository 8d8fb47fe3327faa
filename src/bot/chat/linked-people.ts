import type { Game } from "../../rounds/game.ts";
import { findPerson, linkAccount } from "../../rounds/store/people.ts";
import { latestRoundOf } from "../../rounds/store/rounds.ts";
import type { SeasonRow } from "../../rounds/store/seasons.ts";
import { UserError } from "../../rounds/user-error.ts";

/** Accounts such as `slack:U0123ABCD` and `discord:123456789012345678`, by the name that their owner plays under. */
export type Links = Readonly<Record<string, readonly string[]>>;

/**
 * Lets the accounts of one person play under one name, so that they have one ballot. What an account did before under
 * a name of its own stays that name's.
 * @throws UserError while a round is open in which both names may already have a part
 */
export async function linkPeople({ database, clock }: Game, season: SeasonRow, links: Links): Promise<void> {
  for (const [name, accounts] of Object.entries(links)) {
    for (const account of accounts) {
      const [platform = "", externalId = ""] = account.split(":");
      await database.transaction(async (tx) => {
        const before = await findPerson(tx, { platform, externalId });
        if (before === name) return;
        const latest = before === null ? null : await latestRoundOf(tx, season.id);
        const isOpen = latest !== null && !["decided", "cancelled"].includes(latest.round.now.state);
        if (isOpen) {
          throw new UserError(
            "linked-in-round",
            `${account} plays as ${before} in round ${latest.number}, and config/tank.yml says it is ${name}.`,
            "Start the bot without that line of people: until the round has ended; one person has one ballot in a round.",
          );
        }
        await linkAccount(tx, { platform, externalId, name, at: clock.now() });
      });
    }
  }
}
