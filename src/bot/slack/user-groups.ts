import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { slackFailure } from "./slack-failure.ts";

/** People come to a group and leave it in days; that they do so in a minute need not be seen at once. */
const freshMs = 60_000;

interface Members {
  readonly users: ReadonlySet<string>;
  readonly at: number;
}

/**
 * Which of some user groups an account is in.
 * @param groups their ids; none: Slack is never asked
 */
export function userGroups(
  client: WebClient,
  groups: readonly string[],
  { now, log }: { readonly now: () => Date; readonly log: Logger },
): (account: string) => Promise<readonly string[]> {
  const known = new Map<string, Promise<Members>>();
  const ask = async (usergroup: string): Promise<Members> => {
    const { users = [] } = await client.usergroups.users.list({ usergroup });
    return { users: new Set(users), at: now().getTime() };
  };
  const membersOf = async (group: string): Promise<Members | null> => {
    const before = await known.get(group)?.catch(() => null);
    if (before && now().getTime() - before.at < freshMs) return before;
    const asked = ask(group);
    known.set(group, asked);
    try {
      return await asked;
    } catch (error) {
      // Whoever was in it a minute ago is still taken for a member; nobody else is.
      log.warn({ failure: slackFailure(error), group }, "group-not-read");
      if (before) known.set(group, Promise.resolve(before));
      else known.delete(group);
      return before ?? null;
    }
  };
  return async (account) => {
    const found = await Promise.all(
      groups.map(async (group) => ((await membersOf(group))?.users.has(account) ? [group] : [])),
    );
    return found.flat();
  };
}
