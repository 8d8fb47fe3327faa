import type { Roles } from "../../game.ts";

/** The person behind a name: an agent's owner, whose quota it spends and whose pitches are its own; else the name itself. */
export function ownerOf(roles: Roles | undefined, name: string): string {
  const { agents = {} } = roles ?? {};
  return Object.hasOwn(agents, name) ? (agents[name] ?? name) : name;
}

/** Everybody who acts for a person: themselves and their agents. */
export function namesOf(roles: Roles | undefined, owner: string): readonly string[] {
  const agents = Object.entries(roles?.agents ?? {}).filter(([, of]) => of === owner);
  return [owner, ...agents.map(([name]) => name)];
}
