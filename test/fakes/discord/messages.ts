import { ComponentType, MessageFlags, MessageType } from "discord-api-types/v10";
import type { AllowedMentions, AttachmentNote, MessageParts } from "./check/check-message.ts";
import { checkFiles, checkNotEmpty } from "./check/check-message.ts";
import { formError, invalidForm } from "./form-errors.ts";
import { messagePayload } from "./payloads/messages.ts";
import { pingsIn } from "./pings.ts";
import { refusal } from "./refusal.ts";
import type { UploadedFile } from "./rest/read-request.ts";
import type { Stage } from "./rest/route.ts";
import type { Channel, StoredFile, StoredMessage } from "./world.ts";

export interface Draft extends MessageParts {
  readonly allowed_mentions?: AllowedMentions | null | undefined;
  readonly flags?: number | null | undefined;
  readonly nonce?: string | number | null | undefined;
}

interface Circumstances {
  readonly authorId: string;
  readonly uploads: readonly UploadedFile[];
  readonly type?: MessageType;
  readonly ephemeralFor?: string | undefined;
  readonly interactionId?: string;
  readonly repliesTo?: string | undefined;
  /** Only the "is thinking…" of a deferred answer shows nothing. */
  readonly mayBeEmpty?: boolean;
}

/** Posts a message into a channel; an archived thread wakes up. */
export function post(stage: Stage, channel: Channel, draft: Draft, around: Circumstances): StoredMessage {
  const { world } = stage;
  const id = world.newId();
  const isEphemeral = around.ephemeralFor !== undefined;
  const files = storeFiles(stage, channel, around.uploads, draft.attachments ?? [], isEphemeral);
  if (around.mayBeEmpty !== true) checkNotEmpty(draft, files.length);
  const message: StoredMessage = {
    id,
    channelId: channel.id,
    authorId: around.authorId,
    type: around.type ?? (around.repliesTo === undefined ? MessageType.Default : MessageType.Reply),
    sentAt: world.clock.nowText(),
    nonce: draft.nonce ?? undefined,
    ephemeralFor: around.ephemeralFor,
    interactionId: around.interactionId,
    repliesTo: around.repliesTo,
    content: (draft.content ?? "").trim(),
    embeds: draft.embeds ?? [],
    components: numbered(draft.components ?? []),
    files,
    flags: draft.flags ?? 0,
    editedAt: null,
    edits: 0,
    pings: new Set(pingsIn(draft.content ?? "", draft.allowed_mentions)),
  };
  checkEmbedFiles(message);
  channel.messages.set(id, message);
  wake(stage, channel);
  if (!isEphemeral) stage.gateway.dispatch({ t: "MESSAGE_CREATE", d: announced(stage, channel, message) });
  return message;
}

/** Changes what is named and keeps the rest; files stay unless a list of attachments leaves them out. */
export function edit(stage: Stage, message: StoredMessage, draft: Draft, uploads: readonly UploadedFile[]): void {
  const channel = stage.world.channels.get(message.channelId);
  if (channel === undefined) throw refusal(10003);
  const notes = draft.attachments ?? undefined;
  const kept = message.files.filter(({ id }) => notes === undefined || notes.some((note) => note.id === id));
  checkFiles(uploads, kept.length);
  const added = storeFiles(stage, channel, uploads, notes ?? [], message.ephemeralFor !== undefined, kept);
  const next = {
    content: draft.content === undefined ? message.content : (draft.content ?? "").trim(),
    embeds: draft.embeds === undefined ? message.embeds : (draft.embeds ?? []),
    components: draft.components === undefined ? message.components : numbered(draft.components ?? []),
    files: [...kept, ...added],
  };
  checkNotEmpty(next, next.files.length);
  checkEmbedFiles(next);
  const isFirstAnswer = (message.flags & MessageFlags.Loading) !== 0;
  Object.assign(message, next);
  message.flags = ((draft.flags ?? message.flags) | (message.flags & MessageFlags.Ephemeral)) & ~MessageFlags.Loading;
  for (const ping of pingsIn(draft.content ?? "", draft.allowed_mentions)) message.pings.add(ping);
  if (!isFirstAnswer) {
    message.edits += 1;
    message.editedAt = stage.world.clock.nowText();
  }
  if (message.ephemeralFor !== undefined) return;
  stage.gateway.dispatch({ t: "MESSAGE_UPDATE", d: announced(stage, channel, message) });
}

export function remove(stage: Stage, message: StoredMessage): void {
  const channel = stage.world.channels.get(message.channelId);
  channel?.messages.delete(message.id);
  if (channel === undefined || message.ephemeralFor !== undefined) return;
  const guild = channel.guildId === null ? {} : { guild_id: channel.guildId };
  stage.gateway.dispatch({ t: "MESSAGE_DELETE", d: { id: message.id, channel_id: channel.id, ...guild } });
}

function announced({ world }: Stage, channel: Channel, message: StoredMessage) {
  const guild = channel.guildId === null ? {} : { guild_id: channel.guildId };
  const own = messagePayload(world, message);
  const hidden = { content: "", embeds: [], attachments: [], components: [] };
  const isReadable =
    message.authorId === world.botId || channel.kind === "direct" || message.pings.has(`@${world.botId}`);
  // The bot has no intent to read people's messages: it gets theirs without what they hold.
  return { ...own, ...(isReadable ? {} : hidden), mentions: [], ...guild };
}

function wake(stage: Stage, channel: Channel): void {
  if (!channel.archived) return;
  channel.archived = false;
  stage.gateway.channelChanged("THREAD_UPDATE", channel);
}

function storeFiles(
  { world }: Stage,
  channel: Channel,
  uploads: readonly UploadedFile[],
  notes: readonly AttachmentNote[],
  isEphemeral: boolean,
  kept: readonly StoredFile[] = [],
): readonly StoredFile[] {
  checkFiles(uploads);
  for (const [at, { id }] of notes.entries()) {
    if (uploads.some(({ place }) => place === id) || kept.some((file) => file.id === id)) continue;
    throw invalidForm([formError(["attachments", at, "id"], "ATTACHMENT_NOT_FOUND", `There is no file ${id}.`)]);
  }
  return uploads.map(({ place, name, bytes, contentType }) => {
    const note = notes.find(({ id }) => id === place);
    const file: StoredFile = {
      id: world.newId(),
      name: safeName(note?.filename ?? name),
      bytes,
      contentType: contentType || "application/octet-stream",
      description: note?.description ?? undefined,
      channelId: channel.id,
      isEphemeral,
    };
    world.files.set(file.id, file);
    return file;
  });
}

/** Discord keeps letters, digits, dots, dashes and underscores of a file's name. */
export const safeName = (name: string): string => name.replaceAll(/[^\w.-]+/g, "_");

/** A picture of an embed that no file of the message is would be shown broken. */
function checkEmbedFiles({ embeds, files }: Pick<StoredMessage, "embeds" | "files">): void {
  const wanted = embeds.flatMap(({ image, thumbnail }, at) => [
    { url: image?.url, path: ["embeds", at, "image", "url"] },
    { url: thumbnail?.url, path: ["embeds", at, "thumbnail", "url"] },
  ]);
  const missing = wanted.filter(({ url }) => {
    const name = /^attachment:\/\/(.+)$/.exec(url ?? "")?.[1];
    return name !== undefined && !files.some((file) => file.name === name);
  });
  if (missing.length === 0) return;
  throw invalidForm(
    missing.map(({ path, url }) => formError(path, "ATTACHMENT_NOT_FOUND", `The message has no file ${url}.`)),
  );
}

/** Discord numbers components that have no id of their own. */
function numbered(rows: StoredMessage["components"]): StoredMessage["components"] {
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  return rows.map((row) => {
    const id = row.id ?? next();
    return { ...row, id, components: row.components.map((one) => ({ ...counted(one), id: one.id ?? next() })) };
  });
}

/** Discord tells of a select how much may be chosen, whether or not it was told. */
function counted<Part extends StoredMessage["components"][number]["components"][number]>(part: Part): Part {
  return "custom_id" in part && part.type !== ComponentType.Button ? { min_values: 1, max_values: 1, ...part } : part;
}
