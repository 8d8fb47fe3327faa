import type { Acknowledgement, Delivery } from "../delivery/delivery.ts";
import type { Json } from "../json.ts";
import type { Stage } from "../methods/method.ts";
import { Refusal } from "../refusal.ts";
import type { ResponseUrls } from "../response-urls.ts";
import type { Channel, Person, Workspace } from "../workspace.ts";

/** Something named by its id, or by itself. */
export type Ref = string | { readonly id: string };

export const idOf = (ref: Ref): string => (typeof ref === "string" ? ref : ref.id);

/** Where people act: everything that an act touches. */
export interface Scene extends Stage {
  readonly responseUrls: ResponseUrls;
  deliver(delivery: Delivery): Promise<Acknowledgement>;
}

export function personIn(slack: Workspace, ref: Ref): Person {
  const person = slack.people.get(idOf(ref));
  if (person === undefined) throw new Error(`There is no user ${idOf(ref)}.`);
  return person;
}

/** The channel, when this person can type in it. */
export function channelWith(slack: Workspace, ref: Ref, person: Person): Channel {
  const channel = slack.channels.get(idOf(ref));
  if (channel === undefined) throw new Error(`There is no channel ${idOf(ref)}.`);
  if (!channel.members.has(person.id)) throw new Error(`${person.name} is not in ${channel.name}.`);
  if (channel.archived) throw new Error(`Nobody can type in ${channel.name}: it is archived.`);
  return channel;
}

export function requireScope(slack: Workspace, scope: string, what: string): void {
  if (!slack.scopes.has(scope)) throw new Error(`Slack sends no ${what} to an app without the scope ${scope}.`);
}

const userPayload = (slack: Workspace, person: Person) => ({
  id: person.id,
  username: person.name,
  name: person.name,
  team_id: slack.teamId,
});

/** What every interaction says of its surroundings. */
export function interactionBase(slack: Workspace, person: Person): Json {
  return {
    user: userPayload(slack, person),
    api_app_id: slack.appId,
    token: "verification-token-is-deprecated",
    team: { id: slack.teamId, domain: "fake" },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Slack drops an answer where none is expected; the app meant something by it, so it is an error here. */
export function requireNoAnswer({ payload }: Acknowledgement, what: string): void {
  const keys = Object.keys(payload);
  if (keys.length > 0) throw new Refusal("unexpected_answer", [`${what} takes no answer: ${keys.join(", ")}`]);
}
