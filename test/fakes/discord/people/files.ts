import type { APIAttachment } from "discord-api-types/v10";
import { safeName } from "../messages.ts";
import { attachmentPayload } from "../payloads/messages.ts";
import type { Channel, StoredFile, World } from "../world.ts";

/** A file that a person attaches to a command or a modal. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly contentType?: string;
}

/** Discord's limit for people without a subscription. */
const mostBytes = 10 * 1024 * 1024;

/** Stores the file; it is the bot's to fetch, and nobody else sees it. */
export function uploaded(world: World, channel: Channel, { name, bytes, contentType }: Upload): APIAttachment {
  const stored = Buffer.from(bytes);
  if (stored.length > mostBytes) throw new Error(`${name} is too large: Discord's client takes 10 MiB of a person.`);
  const file: StoredFile = {
    id: world.newId(),
    name: safeName(name),
    bytes: stored,
    contentType: contentType ?? "text/plain; charset=utf-8",
    description: undefined,
    channelId: channel.id,
    isEphemeral: true,
    storedAtMs: world.clock.nowMs(),
  };
  world.files.set(file.id, file);
  return attachmentPayload(world, file);
}
