import { z } from "zod";
import type { Roles } from "../../../rounds/game.ts";
import type { ChatPeople } from "../chat-people.ts";

/** How config/tank.yml names somebody in a role: an account, a group of accounts, a place; anything else is a name. */
export const account = /^(slack:[UW][A-Z0-9]{2,}|discord:\d{15,20})$/;
const group = /^(slack:[SCG][A-Z0-9]{2,}|discord:(role|channel):\d{15,20})$/;

/** One entry of a role. What looks like an account and is none is refused, since it would give nobody anything. */
export const RoleEntry = z
  .string()
  .min(1)
  .max(80)
  .refine(
    (text) => account.test(text) || group.test(text) || !/^(slack|discord):/.test(text),
    "use a name, slack:U0123ABCD (account), slack:S… (user group), slack:C… (channel), discord:ID (account), discord:role:ID or discord:channel:ID",
  );

const roleKeys = ["hosts", "deputies", "contestants", "sharks"] as const;
type RoleKey = (typeof roleKeys)[number];

/** Roles as the game knows them, by names: those of accounts are added once they are known. */
export interface NamedRoles extends Roles {
  readonly hosts: string[];
  readonly deputies: string[];
  readonly contestants?: string[] | undefined;
  readonly sharks?: string[] | undefined;
}

/** The plain names alone. */
export function plainRoles({ hosts, deputies, contestants, sharks }: Roles): NamedRoles {
  const names = (all: readonly string[]) => all.filter((each) => !account.test(each) && !group.test(each));
  return {
    hosts: names(hosts),
    deputies: names(deputies),
    namesHosts: hosts.length + deputies.length > 0,
    contestants: contestants && names(contestants),
    sharks: sharks && names(sharks),
  };
}

/** Accounts that have a role play under names like everybody, and have their rights from the start. */
export async function introduceNamed(
  named: Roles,
  roles: NamedRoles,
  { platform, people }: { readonly platform: string; readonly people: ChatPeople },
): Promise<void> {
  for (const role of roleKeys) {
    for (const each of named[role] ?? []) {
      const [of, id] = account.test(each) ? each.split(":") : [];
      if (of === platform && id !== undefined) roles[role]?.push(await people.nameOf(id));
    }
  }
}

/** Somebody with the groups and the place they speak from, as config/tank.yml writes them. */
export interface Who {
  readonly name: string;
  readonly groups: readonly string[];
}

/** The roles for what one person does now: what their groups and their place give is theirs as if they were named. */
export function grantedRoles(named: Roles, roles: Roles, { name, groups }: Who): Roles {
  const given = (role: RoleKey) => (named[role] ?? []).some((each) => group.test(each) && groups.includes(each));
  const granted = roleKeys.filter((role) => roles[role] !== undefined && given(role));
  if (granted.length === 0) return roles;
  return { ...roles, ...Object.fromEntries(granted.map((role) => [role, [...(roles[role] ?? []), name]])) };
}

/** The user groups of Slack that any role is given to, by their ids. */
export function slackGroupsIn(named: Roles): readonly string[] {
  const all = roleKeys.flatMap((role) => named[role] ?? []);
  return [...new Set(all)].filter((each) => /^slack:S/.test(each)).map((each) => each.slice("slack:".length));
}
