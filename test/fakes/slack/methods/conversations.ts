import { channelOf, channelPayload, channelScope, directChannel, joinedChannel } from "../channels.ts";
import { isReply, repliesTo, topLevel } from "../messages.ts";
import { Refusal } from "../refusal.ts";
import type { Channel, Message, Workspace } from "../workspace.ts";
import { defineMethod, flag, id, type Method, ts, whole } from "./method.ts";
import { page } from "./page.ts";

const info = defineMethod({
  takesJson: false,
  scope: channelScope("read"),
  args: { channel: id, include_locale: flag.optional(), include_num_members: flag.optional() },
  run(args, { slack }) {
    const channel = channelOf(slack, args.channel);
    if (channel.kind !== "public") joinedChannel(slack, channel.id);
    const counted = args.include_num_members ? { num_members: channel.members.size } : {};
    return { channel: { ...channelPayload(slack, channel), ...counted } };
  },
});

const range = {
  channel: id,
  cursor: id.optional(),
  include_all_metadata: flag.optional(),
  inclusive: flag.optional(),
  latest: ts.optional(),
  limit: whole(1, 999).optional(),
  oldest: ts.optional(),
};

interface Range {
  readonly inclusive?: boolean | undefined;
  readonly latest?: string | undefined;
  readonly oldest?: string | undefined;
}

function isWithin(message: Message, { inclusive = false, latest, oldest }: Range): boolean {
  if (latest !== undefined && (inclusive ? message.ts > latest : message.ts >= latest)) return false;
  return oldest === undefined || (inclusive ? message.ts >= oldest : message.ts > oldest);
}

/** Without `include_all_metadata` Slack shows the payload of declared events alone, so nothing is shown here. */
function shown(channel: Channel, message: Message, allMetadata: boolean | undefined) {
  const { metadata, ...rest } = message;
  const replies = isReply(message) ? [] : repliesTo(channel, message.ts);
  return {
    ...rest,
    ...(allMetadata && metadata !== undefined ? { metadata } : {}),
    ...(replies.length === 0
      ? {}
      : { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
  };
}

const history = defineMethod({
  takesJson: false,
  scope: channelScope("history"),
  args: range,
  run(args, { slack }) {
    const channel = joinedChannel(slack, args.channel);
    const newestFirst = topLevel(channel)
      .filter((message) => isWithin(message, args))
      .toReversed();
    const { items, ...rest } = page(newestFirst, args.limit ?? 100, args.cursor);
    return {
      messages: items.map((message) => shown(channel, message, args.include_all_metadata)),
      ...rest,
      pin_count: 0,
    };
  },
});

const replies = defineMethod({
  takesJson: false,
  scope: channelScope("history"),
  args: { ...range, ts },
  run(args, { slack }) {
    const channel = joinedChannel(slack, args.channel);
    const named = channel.messages.get(args.ts);
    const root = named === undefined ? undefined : channel.messages.get(named.thread_ts ?? named.ts);
    if (root === undefined) throw new Refusal("thread_not_found");
    const inRange = repliesTo(channel, root.ts).filter((message) => isWithin(message, args));
    const { items, ...rest } = page([root, ...inRange], args.limit ?? 999, args.cursor);
    return { messages: items.map((message) => shown(channel, message, args.include_all_metadata)), ...rest };
  },
});

const open = defineMethod({
  scope: "im:write",
  args: { channel: id.optional(), users: id.optional(), return_im: flag.optional() },
  run(args, { slack }) {
    const channel = args.channel === undefined ? openFor(slack, args.users) : joinedChannel(slack, args.channel);
    if (channel.kind !== "im") throw new Refusal("method_not_supported_for_channel_type");
    return { channel: args.return_im ? channelPayload(slack, channel) : { id: channel.id } };
  },
});

/** One person a conversation; groups of several aren't the app's, and have a scope of their own. */
function openFor(slack: Workspace, users: string | undefined): Channel {
  if (users === undefined) throw new Refusal("users_list_not_supplied");
  if (users.includes(",")) throw new Refusal("invalid_arguments", ["this fake opens direct messages with one person"]);
  if (users === slack.botUserId || !slack.people.has(users)) throw new Refusal("user_not_found");
  return directChannel(slack, users);
}

const join = defineMethod({
  scope: "channels:join",
  args: { channel: id },
  run(args, { slack }) {
    const channel = channelOf(slack, args.channel);
    if (channel.kind === "private") throw new Refusal("channel_not_found");
    if (channel.kind === "im") throw new Refusal("method_not_supported_for_channel_type");
    if (channel.archived) throw new Refusal("is_archived");
    const already = channel.members.has(slack.botUserId);
    channel.members.add(slack.botUserId);
    return { channel: channelPayload(slack, channel), ...(already ? { warning: "already_in_channel" } : {}) };
  },
});

export const conversationMethods: Readonly<Record<string, Method>> = {
  "conversations.info": info,
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.open": open,
  "conversations.join": join,
};
