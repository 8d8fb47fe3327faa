import { MessageType } from "discord-api-types/v10";
import { z } from "zod";
import { channelFor, writableChannel } from "../channels.ts";
import { EditedMessage, NewMessage } from "../check/check-message.ts";
import { readForm, snowflake, whole } from "../check/form.ts";
import { messageIn } from "../find-message.ts";
import { formError, invalidForm } from "../form-errors.ts";
import { edit, post, remove } from "../messages.ts";
import { messagePayload } from "../payloads/messages.ts";
import { may, type PermissionName } from "../permissions.ts";
import { refusal } from "../refusal.ts";
import type { RestRequest, Route, Stage } from "../rest/route.ts";
import type { Channel, StoredMessage } from "../world.ts";

const Page = z.strictObject({
  limit: whole(1, 100).optional(),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
});

/** The newest first; `after` takes the oldest of those that follow. Without the right to history there is none. */
function list({ params, query }: RestRequest, { world }: Stage) {
  const channel = channelFor(world, params["channel_id"] ?? "");
  const { limit = 50, before, after, around } = readForm(Page, query);
  if (!may(world, channel, world.botId, "ReadMessageHistory")) return [];
  const shown = [...channel.messages.values()].filter(({ ephemeralFor }) => ephemeralFor === undefined);
  const page = pageOf(shown, limit, { before, after, around });
  return page.toReversed().map((message) => messagePayload(world, message));
}

type Anchor = Pick<z.output<typeof Page>, "before" | "after" | "around">;

function pageOf(oldestFirst: readonly StoredMessage[], limit: number, { before, after, around }: Anchor) {
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const earlier = oldestFirst.filter(({ id }) => BigInt(id) < BigInt(around)).slice(-half);
    const rest = oldestFirst.filter(({ id }) => BigInt(id) >= BigInt(around)).slice(0, half + 1);
    return [...(half === 0 ? [] : earlier), ...rest];
  }
  if (after !== undefined) return oldestFirst.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit);
  const until = before === undefined ? oldestFirst : oldestFirst.filter(({ id }) => BigInt(id) < BigInt(before));
  return until.slice(-limit);
}

function create({ params, body, files }: RestRequest, stage: Stage) {
  const { world, nonces } = stage;
  const draft = readForm(NewMessage, body ?? {});
  const channel = writableChannel(world, params["channel_id"] ?? "", neededFor({ ...draft, files }));
  refuseDirect(stage, channel);
  const { nonce, enforce_nonce: isOnce } = draft;
  if (isOnce === true && nonce !== undefined && nonce !== null) {
    const already = channel.messages.get(nonces.find(channel.id, nonce) ?? "");
    if (already !== undefined) return messagePayload(world, already);
  }
  const repliesTo = repliedTo(channel, draft.message_reference);
  if (repliesTo !== undefined) channelFor(world, channel.id, "ReadMessageHistory");
  const message = post(stage, channel, draft, { authorId: world.botId, uploads: files, repliesTo });
  if (nonce !== undefined && nonce !== null) nonces.remember(channel.id, nonce, message.id);
  return messagePayload(world, message);
}

interface Holds {
  readonly files: readonly unknown[];
  readonly embeds?: readonly unknown[] | null | undefined;
}

function neededFor({ files, embeds }: Holds): readonly PermissionName[] {
  return [
    ...(files.length > 0 ? (["AttachFiles"] as const) : []),
    ...((embeds ?? []).length > 0 ? (["EmbedLinks"] as const) : []),
  ];
}

function refuseDirect({ world }: Stage, channel: Channel): void {
  if (channel.kind !== "direct") return;
  const person = [...channel.recipientIds].find((id) => id !== world.botId);
  if (world.users.get(person ?? "")?.takesDirect !== true) throw refusal(50007);
}

type Reference = z.output<typeof NewMessage>["message_reference"];

function repliedTo(channel: Channel, reference: Reference): string | undefined {
  if (reference === undefined || reference === null) return undefined;
  if (channel.messages.has(reference.message_id)) return reference.message_id;
  if (reference.fail_if_not_exists === false) return undefined;
  throw invalidForm([formError(["message_reference"], "REPLIES_UNKNOWN_MESSAGE", "Unknown message")]);
}

function change({ params, body, files }: RestRequest, stage: Stage) {
  const { world } = stage;
  const draft = readForm(EditedMessage, body ?? {});
  const channel = channelFor(world, params["channel_id"] ?? "", ...neededFor({ ...draft, files }));
  const message = messageIn(channel, params["message_id"] ?? "");
  if (message.authorId !== world.botId) throw refusal(50005);
  if (message.type === MessageType.ThreadStarterMessage) throw refusal(50024);
  if (channel.archived) throw refusal(50083);
  edit(stage, message, draft, files);
  return messagePayload(world, message);
}

const one = "/channels/{channel_id}/messages/{message_id}";

export const messageRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/channels/{channel_id}/messages",
    query: ["limit", "before", "after", "around"],
    call: list,
  },
  { method: "POST", path: "/channels/{channel_id}/messages", call: create },
  {
    method: "GET",
    path: one,
    call({ params }, { world }) {
      const channel = channelFor(world, params["channel_id"] ?? "", "ReadMessageHistory");
      return messagePayload(world, messageIn(channel, params["message_id"] ?? ""));
    },
  },
  { method: "PATCH", path: one, call: change },
  {
    method: "DELETE",
    path: one,
    status: 204,
    call({ params }, stage) {
      const channel = channelFor(stage.world, params["channel_id"] ?? "");
      const message = messageIn(channel, params["message_id"] ?? "");
      if (message.authorId !== stage.world.botId) channelFor(stage.world, channel.id, "ManageMessages");
      if (channel.archived) throw refusal(50083);
      remove(stage, message);
    },
  },
];
