import {
  type APIEmbed,
  type APIModalInteractionResponseCallbackData,
  MessageFlags,
  MessageType,
} from "discord-api-types/v10";
import type { ShownModal } from "./interactions.ts";
import { inputsIn } from "./people/submit-modal.ts";
import type { Channel, MessageRow, StoredMessage, World } from "./world.ts";

/** A message as it stands now. */
export interface ShownMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly MessageRow[];
  /** Custom ids of what may be pressed or chosen. */
  readonly customIds: readonly string[];
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly bytes: Buffer;
    readonly contentType: string;
  }[];
  readonly isEphemeral: boolean;
  /** "is thinking…": the answer was deferred and hasn't come. */
  readonly isLoading: boolean;
  /** Sent without a notification. */
  readonly isSilent: boolean;
  readonly nonce: string | number | undefined;
  readonly repliesTo: string | undefined;
  readonly hasThread: boolean;
  /** How often it was changed, after a deferred answer had come. */
  readonly edits: number;
  /** Whom it called: `@id`, `@&id`, `@everyone`, `@here`. */
  readonly pings: readonly string[];
}

/** A modal that somebody was shown. */
export interface SeenModal {
  readonly id: string;
  readonly customId: string;
  readonly title: string;
  readonly components: APIModalInteractionResponseCallbackData["components"];
  /** Custom ids of its inputs. */
  readonly customIds: readonly string[];
  /** On the screen: neither sent with an answer, nor replaced by another. */
  readonly isOpen: boolean;
}

export function shownMessage(world: World, message: StoredMessage): ShownMessage {
  const { id, channelId, authorId, content, embeds, components, flags, nonce, repliesTo, edits } = message;
  const parts = components.flatMap((row) => row.components);
  return {
    ...{ id, channelId, authorId, content, embeds, components, nonce, repliesTo, edits },
    customIds: parts.flatMap((part) => ("custom_id" in part ? [part.custom_id] : [])),
    files: message.files,
    isEphemeral: message.ephemeralFor !== undefined,
    isLoading: (flags & MessageFlags.Loading) !== 0,
    isSilent: (flags & MessageFlags.SuppressNotifications) !== 0,
    hasThread: world.channels.has(id),
    pings: [...message.pings],
  };
}

/** What stands in a channel for everybody, the oldest first; a thread without the copy of the message it hangs on. */
export function standingIn(channel: Channel): readonly StoredMessage[] {
  return [...channel.messages.values()].filter(
    ({ ephemeralFor, type }) => ephemeralFor === undefined && type !== MessageType.ThreadStarterMessage,
  );
}

export function seenModal({ id, data }: ShownModal, isOpen: boolean): SeenModal {
  const inputs = data.components.flatMap(inputsIn);
  return {
    id,
    customId: data.custom_id,
    title: data.title,
    components: data.components,
    customIds: inputs.map((input) => input.custom_id),
    isOpen,
  };
}
