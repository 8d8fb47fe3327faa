import { may, type PermissionName } from "./permissions.ts";
import { refusal } from "./refusal.ts";
import type { Channel, World } from "./world.ts";

/** The channel, once it is known that the bot may see it and do these things in it. */
export function channelFor(world: World, id: string, ...needed: readonly PermissionName[]): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined) throw refusal(10003);
  if (!may(world, channel, world.botId, "ViewChannel")) throw refusal(50001);
  if (!may(world, channel, world.botId, ...needed)) throw refusal(50013);
  return channel;
}

/** The channel, once the bot may write there what a message holds. Threads ask for a permission of their own. */
export function writableChannel(world: World, id: string, holds: readonly PermissionName[]): Channel {
  const sending: PermissionName = world.channels.get(id)?.kind === "thread" ? "SendMessagesInThreads" : "SendMessages";
  const channel = channelFor(world, id, sending, ...holds);
  refuseWhereLocked(world, channel);
  return channel;
}

/** A locked thread takes nothing but from those who manage threads. */
export function refuseWhereLocked(world: World, channel: Channel): void {
  if (channel.locked && !may(world, channel, world.botId, "ManageThreads")) throw refusal(50083);
}

export function directChannel(world: World, userId: string): Channel {
  const known = [...world.channels.values()].find(
    ({ kind, recipientIds }) => kind === "direct" && recipientIds.has(userId) && recipientIds.has(world.botId),
  );
  if (known !== undefined) return known;
  const channel = newChannel(world, { kind: "direct", name: "", recipientIds: new Set([userId, world.botId]) });
  world.channels.set(channel.id, channel);
  return channel;
}

type Given = Pick<Channel, "kind" | "name"> & Partial<Channel>;

export function newChannel(world: World, given: Given): Channel {
  return {
    id: world.newId(),
    guildId: null,
    parentId: null,
    ownerId: null,
    recipientIds: new Set(),
    overwrites: new Map(),
    messages: new Map(),
    createdAt: world.clock.nowText(),
    autoArchiveMinutes: 4320,
    archived: false,
    locked: false,
    ...given,
  };
}
