import type { Game, Roles } from "../../game.ts";
import type { RoundRow } from "../../store/rounds.ts";
import { UserError } from "../../user-error.ts";
import { isAgent, ownerOf } from "../rights/owner-of.ts";

/** A round's host acts on it, and so do the hosts and deputies that the installation names. */
export function requireHost(game: Pick<Game, "roles">, { host, number }: RoundRow, asking: string, verb: string): void {
  if (actsAsHost(game.roles, host, asking)) return;
  const others = namedHosts(game.roles).filter((name) => name !== host);
  const more = others.length > 0 ? ` or ${others.join(", ")}` : "";
  throw new UserError(
    "not-host",
    `Only ${host}, the host of round ${number},${more} can ${verb} it.`,
    `Ask ${host} to do it.`,
  );
}

/**
 * Who may open rounds, and decide what belongs to no round. Where nobody is configured, anyone may open one and is its
 * host; what belongs to no round is then for whoever has hosted in this season. An agent has none of its owner's rights
 * here: it hosts only where it is named itself.
 */
export function requireHosting(
  game: Pick<Game, "roles">,
  asking: string,
  verb: string,
  hosted: readonly string[] | "anyone",
): void {
  const named = namedHosts(game.roles);
  const isNamed = named.length > 0 || game.roles?.namesHosts === true;
  if (!isNamed && hosted === "anyone" && isAgent(asking)) {
    throw new UserError("not-host", `Only a person can ${verb} here.`, `Ask ${ownerOf(asking)}, whose agent you are.`);
  }
  const isMissing = isNamed ? !named.includes(asking) : hosted !== "anyone" && !hosted.includes(asking);
  if (!isMissing) return;
  const known = isNamed ? named : hosted === "anyone" ? [] : [...new Set(hosted)];
  const nobody = isNamed
    ? "Whoever runs this bot names hosts: roles: in config/tank.yml."
    : "Open a round with /tank open, and you are its host.";
  throw new UserError("not-host", `Only a host can ${verb}.`, known.length > 0 ? `Ask ${known.join(" or ")}.` : nobody);
}

/**
 * True for a round's own host (null: it belongs to no round) and for whoever the installation names, but for those who
 * came in with a token that is not for hosting.
 */
export function actsAsHost(roles: Roles | undefined, host: string | null, name: string): boolean {
  const isForHosting = roles?.only === undefined || roles.only.includes("host");
  return isForHosting && (name === host || namedHosts(roles).includes(name));
}

function namedHosts(roles: Roles | undefined): readonly string[] {
  return roles === undefined ? [] : [...new Set([...roles.hosts, ...roles.deputies])];
}
