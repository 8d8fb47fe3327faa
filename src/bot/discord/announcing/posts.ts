import {
  type APIMessage,
  type APIThreadChannel,
  MessageFlags,
  type RawFile,
  type REST,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from "discord.js";
import type { Picture } from "../../chat/announcing/verdict-files.ts";
import type { Attachment } from "../../command.ts";
import { plainFileName } from "../../text/file-names.ts";
import { discordFailure } from "../discord-failure.ts";
import { refFor, refOf, withRef } from "../messages/ref.ts";
import type { DiscordMessage } from "../messages/render-card.ts";

/** A message of ours, under a key by which it is found again. */
export interface Post {
  readonly message: DiscordMessage;
  readonly key: string;
  readonly files: readonly (Attachment | Picture)[];
  /** People's phones ring for it. */
  readonly notify: boolean;
}

export interface Posts {
  /**
   * What of ours stands in a channel or thread since a time: ids of messages by their references.
   * @throws what `discordFailure` knows, above all where the bot may not read what stands there
   */
  readonly refsIn: (channel: string, since: Date) => Promise<ReadonlyMap<string, string>>;
  /** Posts a message, and returns its id. */
  readonly post: (channel: string, post: Post) => Promise<string>;
  readonly edit: (channel: string, id: string, message: DiscordMessage, key: string) => Promise<void>;
  /** The thread below a message; it has the message's own id. */
  readonly thread: (channel: string, message: string, name: string) => Promise<string>;
}

/** Nobody is pinged, whatever a text says. */
const nobody = { parse: [] };

const mostRead = 100;
const longestName = 100;
/** A week: the longest that Discord keeps a thread among the active ones. */
const archiveMinutes = 10_080;
const threadIsThere = "160004";
const unknownMessage = "10008";

export function discordPosts(rest: REST, botUserId: string): Posts {
  const threads = new Set<string>();
  return {
    async refsIn(channel, since) {
      const refs = new Map<string, string>();
      let after = snowflakeAt(since);
      for (;;) {
        const query = new URLSearchParams({ after, limit: `${mostRead}` });
        const page = (await rest.get(Routes.channelMessages(channel), { query })) as readonly APIMessage[];
        if (page.length === 0) await requireHistory(rest, channel, after);
        for (const message of page) {
          const ref = message.author.id === botUserId ? refOf(message) : null;
          if (ref !== null) refs.set(ref, message.id);
          if (BigInt(message.id) > BigInt(after)) after = message.id;
        }
        if (page.length < mostRead) return refs;
      }
    },
    async post(channel, { message, key, files, notify }) {
      const ref = refFor(key);
      const body: RESTPostAPIChannelMessageJSONBody = {
        ...withRef(message, ref),
        allowed_mentions: nobody,
        // Within minutes of the first, Discord itself takes a second post under the same nonce for the first.
        nonce: ref,
        enforce_nonce: true,
        ...(notify ? {} : { flags: MessageFlags.SuppressNotifications }),
      };
      const sent = { body: { ...body, ...described(files) }, files: files.map(rawFile) };
      return ((await rest.post(Routes.channelMessages(channel), sent)) as APIMessage).id;
    },
    async edit(channel, id, message, key) {
      const { content = "", ...drawn } = withRef(message, refFor(key));
      const body: RESTPatchAPIChannelMessageJSONBody = { ...drawn, content, allowed_mentions: nobody };
      await rest.patch(Routes.channelMessage(channel, id), { body });
    },
    async thread(channel, message, name) {
      if (threads.has(message)) return message;
      const body = { name: name.slice(0, longestName).toWellFormed(), auto_archive_duration: archiveMinutes };
      try {
        const made = (await rest.post(Routes.threads(channel, message), { body })) as APIThreadChannel;
        threads.add(made.id);
      } catch (error) {
        const failure = discordFailure(error);
        if (failure?.kind !== "request" || failure.code !== threadIsThere) throw error;
        threads.add(message);
      }
      return message;
    },
  };
}

/** A file as the REST client sends it. */
export function rawFile({ name, bytes }: Attachment): RawFile {
  return { name: plainFileName(name), data: Buffer.from(bytes) };
}

/** What pictures show, for those who can't see them. */
function described(files: readonly (Attachment | Picture)[]): Pick<RESTPostAPIChannelMessageJSONBody, "attachments"> {
  const attachments = files.map((file, index) => ({
    id: `${index}`,
    filename: plainFileName(file.name),
    ...("alt" in file && { description: file.alt.slice(0, 1024) }),
  }));
  return attachments.length === 0 ? {} : { attachments };
}

const discordEpoch = 1_420_070_400_000n;

/** The least id that a message of that time may have; Discord's clock and ours may differ by a little. */
function snowflakeAt(time: Date): string {
  return `${(BigInt(time.getTime() - 60_000) - discordEpoch) << 22n}`;
}

/**
 * Without the right to read its history Discord calls a channel empty, and what stands there would be posted again. Asked
 * for one message, it says so. `id`: any, of a message or of none.
 */
async function requireHistory(rest: REST, channel: string, id: string): Promise<void> {
  try {
    await rest.get(Routes.channelMessage(channel, id));
  } catch (error) {
    const failure = discordFailure(error);
    if (failure?.kind !== "request" || failure.code !== unknownMessage) throw error;
  }
}
