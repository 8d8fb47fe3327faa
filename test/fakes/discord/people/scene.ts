import { findMessage } from "../find-message.ts";
import { may } from "../permissions.ts";
import type { Channel, StoredMessage, User, World } from "../world.ts";

/** A person, a place, a message or a modal: the thing itself or its id. */
export type Ref = string | { readonly id: string };

export const idOf = (ref: Ref): string => (typeof ref === "string" ? ref : ref.id);

export function personIn(world: World, ref: Ref): User {
  const user = world.users.get(idOf(ref));
  if (user === undefined || user.isBot) throw new Error(`There is no person ${idOf(ref)}.`);
  return user;
}

export function placeIn(world: World, ref: Ref): Channel {
  const channel = world.channels.get(idOf(ref));
  if (channel === undefined) throw new Error(`There is no channel ${idOf(ref)}.`);
  return channel;
}

/** The channel, once it is sure that this person sees it. */
export function placeOf(world: World, ref: Ref, person: User): Channel {
  const channel = placeIn(world, ref);
  if (may(world, channel, person.id, "ViewChannel")) return channel;
  throw new Error(`${person.name} doesn't see the channel ${channel.name}.`);
}

/** The message, once it is sure that this person sees it. */
export function seenMessage(world: World, ref: Ref, person: User): StoredMessage {
  const message = findMessage(world, idOf(ref));
  if (message === undefined) throw new Error(`There is no message ${idOf(ref)}.`);
  placeOf(world, message.channelId, person);
  if (message.ephemeralFor === undefined || message.ephemeralFor === person.id) return message;
  throw new Error(`Only somebody else sees that message, not ${person.name}.`);
}
