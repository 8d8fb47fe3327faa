import { refusal } from "./refusal.ts";
import type { Channel, StoredMessage, World } from "./world.ts";

/** A message that stands in the channel for everybody: what one person alone sees can't be found so. */
export function messageIn(channel: Channel, id: string): StoredMessage {
  const message = channel.messages.get(id);
  if (message === undefined || message.ephemeralFor !== undefined) throw refusal(10008);
  return message;
}

/** A message wherever it stands, also one that only one person sees. */
export function findMessage(world: World, id: string): StoredMessage | undefined {
  for (const { messages } of world.channels.values()) {
    const message = messages.get(id);
    if (message !== undefined) return message;
  }
  return undefined;
}
