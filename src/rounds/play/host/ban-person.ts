import type { Game } from "../../game.ts";
import { sentence } from "../../sentence.ts";
import { banOf, insertBan, liftBan } from "../../store/bans.ts";
import type { Db } from "../../store/database.ts";
import { insertDecision } from "../../store/decisions.ts";
import { hostsOf } from "../../store/hosts.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { ownerOf } from "../rights/owner-of.ts";
import { actsAsHost, requireHosting } from "./require-host.ts";

interface BanWish {
  readonly season: string;
  readonly host: string;
  readonly person: string;
  readonly reason: string;
}

/** Keeps somebody from playing; what they said so far stands. */
export async function banPerson(game: Game, { season: name, host, person, reason }: BanWish): Promise<void> {
  await game.database.transaction(async (tx) => {
    const { id: seasonId } = await getSeason(tx, name);
    const hosts = await hostsOf(tx, seasonId);
    requireHosting(game, host, "ban somebody", hosts);
    if (hosts.includes(person) || actsAsHost(game.roles, host, person)) {
      throw new UserError("host-banned", `${person} is a host, and hosts are not banned.`, "Settle it between you.");
    }
    const known = await banOf(tx, seasonId, person);
    if (known)
      throw new UserError("banned-already", `${person} is banned already: ${sentence(known.reason)}`, "Nothing to do.");
    const at = game.clock.now();
    await insertBan(tx, { seasonId, person, host, reason, at });
    await insertDecision(tx, { seasonId, roundId: null, host, decision: `${person} is banned`, reason, at });
  });
}

export async function unbanPerson(game: Game, { season: name, host, person, reason }: BanWish): Promise<void> {
  await game.database.transaction(async (tx) => {
    const { id: seasonId } = await getSeason(tx, name);
    requireHosting(game, host, "lift a ban", await hostsOf(tx, seasonId));
    if (!(await banOf(tx, seasonId, person))) {
      throw new UserError("not-banned", `${person} is not banned.`, "Check the name; @ in front is not needed.");
    }
    const at = game.clock.now();
    await liftBan(tx, seasonId, person, at);
    await insertDecision(tx, { seasonId, roundId: null, host, decision: `${person} may play again`, reason, at });
  });
}

/**
 * A ban of a person is their agents' too; a ban of an agent is its own.
 * @throws UserError for somebody who may not play in this season, with the host's reason
 */
export async function refuseBanned(db: Db, seasonId: number, person: string): Promise<void> {
  for (const banned of new Set([person, ownerOf(person)])) {
    const ban = await banOf(db, seasonId, banned);
    if (!ban) continue;
    throw new UserError(
      "banned",
      `${banned === person ? "You are" : `${banned}, whose agent you are, is`} banned from this season: ${sentence(ban.reason)}`,
      `${ban.host} decided it, and can lift it again. Reading everything stays open to you.`,
    );
  }
}
