import {
  type APIDMChannel,
  type APIPublicThreadChannel,
  type APITextChannel,
  ChannelType,
} from "discord-api-types/v10";
import type { Channel, World } from "../world.ts";
import { noFlags } from "./no-flags.ts";
import { userOf, userPayload } from "./people.ts";

interface InGuild {
  readonly guild_id: string;
}

export type TextChannelPayload = APITextChannel & InGuild;
export type ThreadPayload = APIPublicThreadChannel & InGuild;
export type ChannelPayload = TextChannelPayload | ThreadPayload | APIDMChannel;

export function channelPayload(world: World, channel: Channel): ChannelPayload {
  const lastMessageId = [...channel.messages.values()].findLast((one) => one.ephemeralFor === undefined)?.id ?? null;
  if (channel.kind === "direct") {
    const recipients = [...channel.recipientIds]
      .filter((id) => id !== world.botId)
      .map((id) => userPayload(userOf(world, id)));
    return {
      id: channel.id,
      type: ChannelType.DM,
      name: null,
      last_message_id: lastMessageId,
      recipients,
      flags: noFlags,
    };
  }
  return channel.kind === "thread" ? threadPayload(world, channel, lastMessageId) : textPayload(channel, lastMessageId);
}

function textPayload(channel: Channel, lastMessageId: string | null): TextChannelPayload {
  return {
    id: channel.id,
    type: ChannelType.GuildText,
    guild_id: channel.guildId ?? "",
    name: channel.name,
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: lastMessageId,
    flags: noFlags,
    permission_overwrites: [...channel.overwrites.values()].map(({ id, type, allow, deny }) => {
      return { id, type, allow: String(allow), deny: String(deny) };
    }),
  };
}

function threadPayload(world: World, channel: Channel, lastMessageId: string | null): ThreadPayload {
  const count = [...channel.messages.values()].length;
  return {
    id: channel.id,
    type: ChannelType.PublicThread,
    guild_id: channel.guildId ?? "",
    parent_id: channel.parentId ?? "",
    owner_id: channel.ownerId ?? world.botId,
    name: channel.name,
    last_message_id: lastMessageId,
    rate_limit_per_user: 0,
    message_count: count,
    member_count: 1,
    total_message_sent: count,
    flags: noFlags,
    applied_tags: [],
    thread_metadata: {
      archived: channel.archived,
      auto_archive_duration: channel.autoArchiveMinutes,
      archive_timestamp: channel.createdAt,
      create_timestamp: channel.createdAt,
      locked: channel.locked,
    },
  };
}
