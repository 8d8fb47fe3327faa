import { z } from "zod";
import { channelOf, directChannel, joinedChannel, liveChannel } from "../channels.ts";
import { checkContent, requireContent, updatedCharacters } from "../check-message.ts";
import { isJson } from "../json.ts";
import { botMessage, post, rootTsFor } from "../messages.ts";
import { Refusal } from "../refusal.ts";
import type { Channel, Workspace } from "../workspace.ts";
import { defineMethod, flag, id, json, type Method, ts } from "./method.ts";

const content = { text: z.string().optional(), blocks: json.optional(), metadata: json.optional() };
/** How a message is drawn; what changes its author or whom it calls isn't the app's to ask for. */
const style = { mrkdwn: flag.optional(), unfurl_links: flag.optional(), unfurl_media: flag.optional() };

const postMessage = defineMethod({
  scope: "chat:write",
  args: {
    channel: id,
    thread_ts: ts.optional(),
    reply_broadcast: flag.optional(),
    ...content,
    ...style,
  },
  run(args, { slack }) {
    const channel = writableChannel(slack, args.channel);
    const checked = checkContent(slack, args);
    requireContent(checked);
    if (args.reply_broadcast && args.thread_ts === undefined) {
      throw new Refusal("invalid_arguments", ["reply_broadcast goes with thread_ts"]);
    }
    const threadTs = args.thread_ts === undefined ? undefined : rootTsFor(channel, args.thread_ts);
    const subtype = args.reply_broadcast ? "thread_broadcast" : undefined;
    const message = post(channel, botMessage(slack, { ...checked, threadTs, subtype }));
    return { channel: channel.id, ts: message.ts, message };
  },
});

/** A person's id stands for the direct messages with them. */
function writableChannel(slack: Workspace, channelId: string): Channel {
  if (slack.people.has(channelId)) return directChannel(slack, channelId);
  const channel = liveChannel(slack, channelId);
  const mayPostAnywhere = channel.kind === "public" && slack.scopes.has("chat:write.public");
  return mayPostAnywhere ? channel : joinedChannel(slack, channelId);
}

const postEphemeral = defineMethod({
  scope: "chat:write",
  args: { channel: id, user: id, thread_ts: ts.optional(), ...content },
  run(args, { slack }) {
    liveChannel(slack, args.channel);
    const channel = joinedChannel(slack, args.channel);
    if (!channel.members.has(args.user)) throw new Refusal("user_not_in_channel");
    const { text, blocks = [], ...rest } = checkContent(slack, args);
    requireContent({ text, blocks, ...rest });
    const shown = args.thread_ts === undefined ? {} : { thread_ts: rootTsFor(channel, args.thread_ts) };
    const message = { ts: slack.clock.nextTs(), channel: channel.id, user: args.user, text, blocks, ...shown };
    slack.ephemerals.set(message.ts, message);
    return { message_ts: message.ts };
  },
});

const update = defineMethod({
  scope: "chat:write",
  args: { channel: id, ts, ...content },
  run(args, { slack }) {
    const channel = channelOf(slack, args.channel);
    // The reference lists no code for a bot that has left, and the strictest of its list is this one.
    if (!channel.members.has(slack.botUserId)) throw new Refusal("channel_not_found");
    const before = channel.messages.get(args.ts);
    if (before === undefined) throw new Refusal("message_not_found");
    if (before.user !== slack.botUserId || before.subtype === "tombstone") throw new Refusal("cant_update_message");
    if (channel.archived) throw new Refusal("is_inactive");
    const { text, blocks, metadata } = checkContent(slack, args, updatedCharacters);
    const gone = isJson(metadata) && Object.keys(metadata).length === 0;
    const { metadata: kept, ...rest } = before;
    const stays = gone ? undefined : (metadata ?? kept);
    const after = {
      ...rest,
      text: args.text === undefined ? before.text : text,
      ...(blocks === undefined ? {} : { blocks }),
      ...(stays === undefined ? {} : { metadata: stays }),
      edited: { user: slack.botUserId, ts: slack.clock.nextTs() },
    };
    if (args.text === undefined && blocks === undefined && args.metadata === undefined) throw new Refusal("no_text");
    requireContent({ text: after.text, blocks: after.blocks, metadata: undefined });
    channel.messages.set(after.ts, after);
    return { channel: channel.id, ts: after.ts, text: after.text, message: after };
  },
});

const remove = defineMethod({
  scope: "chat:write",
  args: { channel: id, ts },
  run(args, { slack }) {
    const channel = joinedChannel(slack, args.channel);
    const message = channel.messages.get(args.ts);
    if (message === undefined) throw new Refusal("message_not_found");
    if (message.user !== slack.botUserId || message.subtype === "tombstone") throw new Refusal("cant_delete_message");
    deleteMessage(channel, args.ts);
    return { channel: channel.id, ts: args.ts };
  },
});

/** A message with replies leaves a tombstone, so that its thread can still be read. */
export function deleteMessage(channel: Channel, messageTs: string): void {
  const message = channel.messages.get(messageTs);
  if (message === undefined) return;
  const hasReplies = [...channel.messages.values()].some(
    (reply) => reply.thread_ts === messageTs && reply.ts !== messageTs,
  );
  if (!hasReplies) {
    channel.messages.delete(messageTs);
    return;
  }
  const { type, ts: itsTs, user, team } = message;
  channel.messages.set(messageTs, {
    type,
    subtype: "tombstone",
    ts: itsTs,
    user,
    team,
    text: "This message was deleted.",
  });
}

const getPermalink = defineMethod({
  takesJson: false,
  args: { channel: id, message_ts: ts },
  run(args, { slack }) {
    const channel = channelOf(slack, args.channel);
    if (!channel.messages.has(args.message_ts)) throw new Refusal("message_not_found");
    const permalink = `${slack.origin}/archives/${channel.id}/p${args.message_ts.replace(".", "")}`;
    return { channel: channel.id, permalink };
  },
});

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
};
