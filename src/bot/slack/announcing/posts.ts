import { setTimeout as after } from "node:timers/promises";
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Picture } from "../../chat/announcing/verdict-files.ts";
import type { Attachment } from "../../command.ts";
import { backoffMs } from "../../patient-announcer.ts";
import { plainFileName } from "../../text/file-names.ts";
import type { SlackMessage } from "../blocks/render-card.ts";
import { slackFailure } from "../slack-failure.ts";

/** Where a post goes: a channel, or a message's thread in it. */
export interface Place {
  readonly channel: string;
  readonly thread: string | null;
}

/** Posts of ours, each under a key by which it is found again. */
export interface Posts {
  /** The keys of what stands in a place since a time, with the messages' ids; a file's is `file:` and its name. */
  readonly keysIn: (place: Place, since: Date) => Promise<ReadonlyMap<string, string>>;
  /** Posts a message, and returns its id. */
  readonly post: (place: Place, message: SlackMessage, key: string) => Promise<string>;
  readonly edit: (channel: string, id: string, message: SlackMessage, key: string) => Promise<void>;
  /** Puts a file into a thread or channel. */
  readonly share: (place: Place, file: Attachment) => Promise<void>;
  /** A block with a picture that was uploaded for it; null where Slack won't take it. */
  readonly pictureBlock: (picture: Picture) => Promise<KnownBlock | null>;
}

const eventType = "tank_announcement";
const mostRead = 200;
/** About a quarter of a minute in all. */
const mostLooks = 4;

export function slackPosts(client: WebClient): Posts {
  return {
    async keysIn({ channel, thread }, since) {
      // Slack's clock and ours may differ by a little.
      const oldest = ((since.getTime() - 60_000) / 1000).toFixed(6);
      const keys = new Map<string, string>();
      let cursor: string | undefined;
      do {
        const read = { channel, oldest, limit: mostRead, include_all_metadata: true, ...(cursor && { cursor }) };
        const page =
          thread === null
            ? await client.conversations.history(read)
            : await client.conversations.replies({ ...read, ts: thread });
        for (const [key, id] of (page.messages ?? []).flatMap((message) => keysOf(message))) keys.set(key, id);
        cursor = page.response_metadata?.next_cursor;
      } while (cursor);
      return keys;
    },
    async post({ channel, thread }, { text, blocks }, key) {
      const posted = await client.chat.postMessage({
        channel,
        text,
        ...(blocks.length > 0 && { blocks: [...blocks] }),
        metadata: metadata(key),
        unfurl_links: false,
        unfurl_media: false,
        ...(thread !== null && { thread_ts: thread }),
      });
      if (posted.ts === undefined) throw new Error("Slack took a post and named no time for it");
      return posted.ts;
    },
    async edit(channel, ts, { text, blocks }, key) {
      await client.chat.update({ channel, ts, text, blocks: [...blocks], metadata: metadata(key) });
    },
    async share({ channel, thread }, file) {
      const id = await upload(client, file);
      const where = thread === null ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
      await client.files.completeUploadExternal({ files: [{ id, title: file.name }], ...where });
    },
    async pictureBlock(picture) {
      try {
        const id = await upload(client, picture);
        await client.files.completeUploadExternal({ files: [{ id, title: picture.name }] });
        await untilSeen(client, id);
        return { type: "image", slack_file: { id }, alt_text: picture.alt.slice(0, 2000) };
      } catch (error) {
        // A verdict is told without its picture rather than late.
        if (slackFailure(error)?.kind === "request") return null;
        throw error;
      }
    },
  };
}

/** Slack looks at an upload for a while before it lets a message show it. */
async function untilSeen(client: WebClient, file: string): Promise<void> {
  for (let look = 1; look <= mostLooks; look++) {
    const { file: seen } = await client.files.info({ file });
    if (seen?.mimetype) return;
    await after(backoffMs(look));
  }
}

async function upload(client: WebClient, { name, bytes }: Attachment): Promise<string> {
  const filename = plainFileName(name);
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename,
    length: bytes.byteLength,
  });
  if (url === undefined || id === undefined) throw new Error("Slack offered no place for a file");
  const form = new FormData();
  form.set("body", new Blob([Uint8Array.from(bytes)]), filename);
  const answer = await fetch(url, { method: "POST", body: form, signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new UploadFailed(answer.status);
  return id;
}

/** Slack's place for files is away; like any of its failures, it is tried again. */
class UploadFailed extends Error {
  override readonly name = "UploadFailed";
  constructor(status: number) {
    super(`Slack's place for files answered ${status}`);
  }
}

function metadata(key: string) {
  return { event_type: eventType, event_payload: { key } };
}

function keysOf(message: {
  readonly ts?: string;
  readonly files?: readonly { readonly name?: string }[];
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
}): readonly (readonly [string, string])[] {
  const { ts, files = [], metadata: told } = message;
  if (ts === undefined) return [];
  const shared = files.flatMap(({ name }) => (name === undefined ? [] : [[`file:${name}`, ts] as const]));
  if (told?.event_type !== eventType || !told.event_payload) return shared;
  const key = Object.entries(told.event_payload).find(([name]) => name === "key")?.[1];
  return typeof key === "string" ? [[key, ts], ...shared] : shared;
}
