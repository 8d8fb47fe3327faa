import { MessageType } from "discord-api-types/v10";
import { z } from "zod";
import { channelFor, directChannel, newChannel, refuseWhereLocked } from "../channels.ts";
import { readForm, snowflake, text, whole } from "../check/form.ts";
import { messageIn } from "../find-message.ts";
import { post } from "../messages.ts";
import { channelPayload } from "../payloads/channels.ts";
import { refusal } from "../refusal.ts";
import type { Route } from "../rest/route.ts";

const minutes = z.literal([60, 1440, 4320, 10080]);
const NewThread = z.strictObject({
  name: text(100, 1),
  auto_archive_duration: minutes.nullish(),
  rate_limit_per_user: whole(0, 21_600).nullish(),
  // discord.js names the kind, which a thread of a message has from its channel.
  type: z.null().optional(),
});

const ChangedThread = z.strictObject({
  name: text(100, 1).nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: minutes.nullish(),
});

export const channelRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/channels/{channel_id}",
    call: ({ params }, { world }) => channelPayload(world, channelFor(world, params["channel_id"] ?? "")),
  },
  {
    method: "PATCH",
    path: "/channels/{channel_id}",
    call({ params, body }, { world, gateway }) {
      const thread = channelFor(world, params["channel_id"] ?? "");
      if (thread.kind !== "thread") throw refusal(50024);
      const { archived, locked, auto_archive_duration: duration, name } = readForm(ChangedThread, body);
      if (name !== undefined && name !== thread.name) throw new Error("The fake renames no thread.");
      const isWaking = archived === false && (locked ?? thread.locked) === false;
      if (!isWaking && thread.ownerId !== world.botId) channelFor(world, thread.id, "ManageThreads");
      if (thread.archived && archived !== false) throw refusal(50083);
      thread.archived = archived ?? thread.archived;
      thread.locked = locked ?? thread.locked;
      thread.autoArchiveMinutes = duration ?? thread.autoArchiveMinutes;
      gateway.channelChanged("THREAD_UPDATE", thread);
      return channelPayload(world, thread);
    },
  },
  {
    method: "POST",
    path: "/channels/{channel_id}/typing",
    status: 204,
    call({ params }, { world }) {
      channelFor(world, params["channel_id"] ?? "", "SendMessages");
    },
  },
  {
    method: "POST",
    path: "/channels/{channel_id}/messages/{message_id}/threads",
    status: 201,
    call({ params, body }, stage) {
      const { world, gateway } = stage;
      const channel = channelFor(world, params["channel_id"] ?? "", "CreatePublicThreads");
      if (channel.kind !== "text") throw refusal(50024);
      refuseWhereLocked(world, channel);
      const message = messageIn(channel, params["message_id"] ?? "");
      const { name, auto_archive_duration: duration } = readForm(NewThread, body);
      if (world.channels.has(message.id)) throw refusal(160004);
      const thread = newChannel(world, {
        id: message.id,
        kind: "thread",
        name,
        guildId: channel.guildId,
        parentId: channel.id,
        ownerId: world.botId,
        autoArchiveMinutes: duration ?? 4320,
      });
      world.channels.set(thread.id, thread);
      gateway.channelChanged("THREAD_CREATE", thread);
      const starter = { type: MessageType.ThreadStarterMessage, repliesTo: message.id, mayBeEmpty: true };
      post(stage, thread, {}, { authorId: message.authorId, uploads: [], ...starter });
      return channelPayload(world, thread);
    },
  },
  {
    method: "POST",
    path: "/users/@me/channels",
    call({ body }, { world }) {
      const { recipient_id: userId } = readForm(z.strictObject({ recipient_id: snowflake }), body);
      const user = world.users.get(userId);
      if (user === undefined || user.isBot) throw refusal(50033);
      return channelPayload(world, directChannel(world, userId));
    },
  },
];
