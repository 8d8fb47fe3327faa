import { findMessage } from "./find-message.ts";
import type { Interactions } from "./interactions.ts";
import type { Modals } from "./modals.ts";
import { idOf, placeIn, type Ref } from "./people/scene.ts";
import { type SeenModal, type ShownMessage, seenModal, shownMessage, standingIn } from "./shown.ts";
import type { World } from "./world.ts";

/** What people see, for a test to look at. */
export interface Looking {
  /** What stands in a channel or thread, the oldest first, as it is now. */
  messages(channel: Ref): readonly ShownMessage[];
  /** What only this person sees. */
  ephemerals(user: Ref): readonly ShownMessage[];
  /** What the bot and this person wrote each other. */
  direct(user: Ref): readonly ShownMessage[];
  /** The modals that this person was shown, the oldest first. */
  modals(user: Ref): readonly SeenModal[];
  /** The thread that hangs on a message. */
  threadOf(message: Ref): { readonly id: string; readonly name: string; readonly archived: boolean } | undefined;
  /** The first answer to an interaction, as it stands now. */
  answerTo(interaction: { readonly interactionId: string }): ShownMessage | undefined;
  /** What people did and nobody answered: they read "The application did not respond". */
  unanswered(): readonly { readonly interactionId: string; readonly userId: string; readonly channelId: string }[];
}

export function createLooking(world: World, interactions: Interactions, modals: Modals): Looking {
  const shown = shownMessage.bind(undefined, world);
  return {
    messages: (channel) => standingIn(placeIn(world, channel)).map(shown),
    ephemerals: (user) =>
      [...world.channels.values()]
        .flatMap((channel) => [...channel.messages.values()])
        .filter(({ ephemeralFor }) => ephemeralFor === idOf(user))
        .map(shown),
    direct: (user) =>
      [...world.channels.values()]
        .filter(({ kind, recipientIds }) => kind === "direct" && recipientIds.has(idOf(user)))
        .flatMap(standingIn)
        .map(shown),
    modals: (user) => modals.of(idOf(user)).map((modal) => seenModal(modal, modals.isOpen(modal))),
    threadOf(message) {
      const thread = world.channels.get(idOf(message));
      return thread?.kind === "thread" ? { id: thread.id, name: thread.name, archived: thread.archived } : undefined;
    },
    answerTo({ interactionId }) {
      const message = findMessage(world, interactions.byId(interactionId)?.originalId ?? "");
      return message === undefined ? undefined : shown(message);
    },
    unanswered: () =>
      interactions.unanswered().map(({ id, userId, channelId }) => ({ interactionId: id, userId, channelId })),
  };
}
