import type { Game, Roles } from "../../game.ts";
import type { Tx } from "../../store/database.ts";
import { UserError } from "../../user-error.ts";
import { refuseBanned } from "../host/ban-person.ts";
import { actsAsHost } from "../host/require-host.ts";
import { ownerOf } from "./owner-of.ts";

/** `contestant`: pitches, hands in code, measures; `shark`: asks, demands proof, votes. */
export type PlayerRole = "contestant" | "shark";

/**
 * @throws UserError for somebody who is banned, or whom the installation does not name for this; an agent plays
 *   what its owner may play, and hosts may all of it
 */
export async function requirePlayer(
  tx: Tx,
  { roles }: Pick<Game, "roles">,
  seasonId: number,
  { name, role }: { readonly name: string; readonly role: PlayerRole },
): Promise<void> {
  const owner = ownerOf(name);
  await refuseBanned(tx, seasonId, name);
  if (isNamed(roles, role, name) || isNamed(roles, role, owner)) return;
  const hosts = [...new Set([...(roles?.hosts ?? []), ...(roles?.deputies ?? [])])];
  const ask = hosts.length > 0 ? `Ask ${hosts.join(" or ")}` : "Ask whoever runs this bot";
  throw new UserError(
    `not-${role}`,
    role === "contestant" ? "Only named contestants pitch and measure here." : "Only named sharks ask and vote here.",
    `${ask}: ${role}s stand under roles: in config/tank.yml. Reading everything stays open to you.`,
  );
}

function isNamed(roles: Roles | undefined, role: PlayerRole, name: string): boolean {
  const named = roles?.[`${role}s`];
  return named === undefined || named.includes(name) || actsAsHost(roles, null, name);
}
