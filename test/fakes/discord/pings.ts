import type { AllowedMentions } from "./check/check-message.ts";

/** Whom a text in Discord's markup calls: a person, a role, everybody. */
const calls = /<@!?(?<user>\d+)>|<@&(?<role>\d+)>|(?<all>@everyone|@here)/g;

interface Called {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everybody: readonly string[];
}

function calledIn(text: string): Called {
  const found = [...text.matchAll(calls)].map(({ groups = {} }) => groups);
  const named = (key: string) => found.flatMap((groups) => groups[key] ?? []);
  return { users: named("user"), roles: named("role"), everybody: named("all") };
}

/**
 * Whom a content would notify, each once: `@id`, `@&id`, `@everyone`, `@here`. Without allowed mentions that is whoever
 * is named, within code too: what Discord makes of those depends on more than a test should rely on. Embeds, buttons and
 * files call nobody.
 */
export function pingsIn(content: string, allowed: AllowedMentions | null | undefined): readonly string[] {
  const { users, roles, everybody } = calledIn(content);
  const { parse, users: namedUsers, roles: namedRoles } = allowed ?? { parse: ["users", "roles", "everyone"] };
  const isParsed = (kind: string) => (parse ?? []).some((one) => one === kind);
  return [
    ...new Set([
      ...users.filter((id) => isParsed("users") || namedUsers?.includes(id) === true).map((id) => `@${id}`),
      ...roles.filter((id) => isParsed("roles") || namedRoles?.includes(id) === true).map((id) => `@&${id}`),
      ...(isParsed("everyone") ? everybody : []),
    ]),
  ];
}

/** Whom a message names, notified or not: Discord lists them all with it. */
export function usersNamedIn({ content }: { readonly content: string }): readonly string[] {
  return [...new Set(calledIn(content).users)];
}
