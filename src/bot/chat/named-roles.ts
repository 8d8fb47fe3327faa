import type { Roles } from "../../rounds/game.ts";
import type { ChatPeople } from "./chat-people.ts";

/** What hosts and deputies may be called in config/tank.yml: `slack:U0123ABCD` is an account, anything else a name. */
const account = /^(slack:[UW][A-Z0-9]{2,}|discord:\d{15,20})$/;

/** The roles' plain names, to which those of the accounts are added once they are known. */
export interface NamedRoles {
  readonly hosts: string[];
  readonly deputies: string[];
}

export function plainRoles({ hosts, deputies }: Roles): NamedRoles {
  const names = (all: readonly string[]) => all.filter((each) => !account.test(each));
  return { hosts: names(hosts), deputies: names(deputies) };
}

/** Accounts that are hosts by configuration play under names like everybody, and have their rights from the start. */
export async function introduceHosts(
  named: Roles,
  roles: NamedRoles,
  { platform, people }: { readonly platform: string; readonly people: ChatPeople },
): Promise<void> {
  for (const role of ["hosts", "deputies"] as const) {
    for (const each of named[role]) {
      const [of, id] = account.test(each) ? each.split(":") : [];
      if (of === platform && id !== undefined) roles[role].push(await people.nameOf(id));
    }
  }
}
