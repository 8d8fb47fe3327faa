import {
  type APIAttachment,
  type APIMessage,
  type APIMessageReference,
  ComponentType,
  EmbedType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from "discord-api-types/v10";
import { usersNamedIn } from "../pings.ts";
import { fileUrl } from "../rest/cdn.ts";
import type { MessageRow, StoredFile, StoredMessage, World } from "../world.ts";
import { channelPayload } from "./channels.ts";
import { userOf, userPayload } from "./people.ts";

export function attachmentPayload(world: World, file: StoredFile): APIAttachment {
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.length,
    url: fileUrl(world, file),
    proxy_url: fileUrl(world, file),
    content_type: file.contentType,
    ...(file.description === undefined ? {} : { description: file.description }),
    ...(file.isEphemeral ? { ephemeral: true } : {}),
  };
}

export function messagePayload(world: World, message: StoredMessage): APIMessage {
  const thread = world.channels.get(message.id);
  const inEmbeds = JSON.stringify(message.embeds);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: userPayload(userOf(world, message.authorId)),
    content: message.content,
    timestamp: message.sentAt,
    edited_timestamp: message.editedAt,
    tts: false,
    pinned: false,
    mention_everyone: message.pings.has("@everyone") || message.pings.has("@here"),
    mentions: usersNamedIn(message).flatMap((id) => {
      const user = world.users.get(id);
      return user === undefined ? [] : [userPayload(user)];
    }),
    mention_roles: [...message.pings].filter((ping) => ping.startsWith("@&")).map((ping) => ping.slice(2)),
    // A picture that an embed shows stands in the embed, not in the list.
    attachments: message.files
      .filter((file) => !inEmbeds.includes(`attachment://${file.name}"`))
      .map((file) => attachmentPayload(world, file)),
    embeds: withAddresses(world, message),
    components: message.components.map(rowPayload),
    flags: message.flags | (thread === undefined ? 0 : MessageFlags.HasThread),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(thread === undefined ? {} : { thread: threadIn(world, thread.id) }),
    ...(message.authorId === world.botId ? { application_id: world.appId } : {}),
    ...(message.interactionId === undefined ? {} : { webhook_id: world.appId }),
    ...referenceIn(world, message),
  };
}

function threadIn(world: World, id: string) {
  const channel = world.channels.get(id);
  const payload = channel === undefined ? undefined : channelPayload(world, channel);
  if (payload === undefined || !("thread_metadata" in payload)) throw new Error(`${id} is no thread.`);
  return payload;
}

function referenceIn(world: World, { type, channelId, repliesTo }: StoredMessage): Partial<APIMessage> {
  if (repliesTo === undefined) return {};
  const channel = world.channels.get(channelId);
  const isStarter = type === MessageType.ThreadStarterMessage;
  const reference: APIMessageReference = {
    type: MessageReferenceType.Default,
    message_id: repliesTo,
    channel_id: isStarter ? (channel?.parentId ?? channelId) : channelId,
    ...(channel?.guildId ? { guild_id: channel.guildId } : {}),
  };
  return { message_reference: reference };
}

/** The embeds as read back: a file of the message is shown by its address. */
function withAddresses(world: World, { embeds, files }: StoredMessage): APIMessage["embeds"] {
  return embeds.map((embed) => {
    const shown = (picture: { readonly url: string }) => {
      const file = files.find(({ name }) => picture.url === `attachment://${name}`);
      return file === undefined ? picture : { ...picture, url: fileUrl(world, file), proxy_url: fileUrl(world, file) };
    };
    return {
      ...embed,
      type: embed.type ?? EmbedType.Rich,
      ...(embed.fields === undefined ? {} : { fields: embed.fields.map((field) => ({ inline: false, ...field })) }),
      ...(embed.image === undefined ? {} : { image: shown(embed.image) }),
      ...(embed.thumbnail === undefined ? {} : { thumbnail: shown(embed.thumbnail) }),
    };
  });
}

/** A row as Discord tells of it: with what was left out. */
function rowPayload(row: MessageRow, index: number): MessageRow {
  return {
    ...row,
    id: index * 10 + 1,
    components: row.components.map((one, at) => {
      const id = index * 10 + 2 + at;
      const isList = one.type === ComponentType.StringSelect || one.type === ComponentType.UserSelect;
      return isList ? { min_values: 1, max_values: 1, ...one, id } : { ...one, id };
    }),
  };
}
