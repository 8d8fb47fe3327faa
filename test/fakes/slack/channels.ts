import { Refusal } from "./refusal.ts";
import type { Channel, Workspace } from "./workspace.ts";

/** A channel by its id. Names pass at Slack too, yet change, so the fake knows only ids. */
export function channelOf(slack: Workspace, id: string): Channel {
  const channel = slack.channels.get(id);
  if (channel === undefined) throw new Refusal("channel_not_found");
  return channel;
}

/** The channel, once the bot is known to be in it; a private one doesn't exist for those outside. */
export function joinedChannel(slack: Workspace, id: string): Channel {
  const channel = channelOf(slack, id);
  if (channel.members.has(slack.botUserId)) return channel;
  throw new Refusal(channel.kind === "public" ? "not_in_channel" : "channel_not_found");
}

/** The channel, unless it is archived; that is said to outsiders too, as archiving sends bots away. */
export function liveChannel(slack: Workspace, id: string): Channel {
  const channel = channelOf(slack, id);
  if (channel.kind !== "public") joinedChannel(slack, id);
  if (channel.archived) throw new Refusal("is_archived");
  return channel;
}

/** The direct messages between the bot and a person, opened on first use. */
export function directChannel(slack: Workspace, userId: string): Channel {
  const open = [...slack.channels.values()].find(({ kind, members }) => kind === "im" && members.has(userId));
  if (open !== undefined) return open;
  const channel: Channel = {
    id: slack.newId("D"),
    name: userId,
    kind: "im",
    members: new Set([slack.botUserId, userId]),
    messages: new Map(),
    archived: false,
  };
  slack.channels.set(channel.id, channel);
  return channel;
}

const scopeFamily = { public: "channels", private: "groups", im: "im" } as const;

/** Slack asks for the scope of the channel's kind; an unknown channel counts as a public one. */
export function channelScope(verb: "history" | "read") {
  return (args: Readonly<Record<string, unknown>>, slack: Workspace): string => {
    const kind = slack.channels.get(String(args["channel"]))?.kind ?? "public";
    return `${scopeFamily[kind]}:${verb}`;
  };
}

export function channelPayload(slack: Workspace, channel: Channel) {
  const isMember = channel.members.has(slack.botUserId);
  if (channel.kind === "im") {
    const user = [...channel.members].find((id) => id !== slack.botUserId);
    return { id: channel.id, is_im: true, is_channel: false, is_archived: channel.archived, user, is_open: true };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === "private",
    is_archived: channel.archived,
    is_member: isMember,
    is_general: false,
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
  };
}
