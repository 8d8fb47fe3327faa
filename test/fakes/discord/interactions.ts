import {
  InteractionResponseType as Answer,
  type APIInteraction,
  type APIModalInteractionResponseCallbackData,
  InteractionType,
} from "discord-api-types/v10";
import { formError, invalidForm } from "./form-errors.ts";
import { refusal } from "./refusal.ts";
import type { Clock } from "./snowflakes.ts";

/** A modal on somebody's screen. */
export interface ShownModal {
  readonly id: string;
  readonly userId: string;
  readonly channelId: string;
  /** The message whose button or select brought it up. */
  readonly messageId: string | undefined;
  readonly data: APIModalInteractionResponseCallbackData;
}

/** What a bot answered at first. */
export interface Answered {
  readonly interactionId: string;
  readonly type: Answer;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly modal?: ShownModal;
}

/** Something that a person did, and how far its answer has come. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channelId: string;
  /** The message that was pressed, or that brought a modal up. */
  readonly messageId: string | undefined;
  readonly payload: APIInteraction;
  readonly startedAtMs: number;
  readonly settle: PromiseWithResolvers<Answered>;
  answer: Answer | "none" | undefined;
  /** Its `@original`, once there is one. */
  originalId: string | undefined;
  /** A first answer was announced ("is thinking…") and hasn't come. */
  isDeferred: boolean;
}

/** What a person would read: "The application did not respond". */
export class DidNotRespond extends Error {
  override readonly name = "DidNotRespond";
  readonly interactionId: string;

  constructor(interactionId: string) {
    super("The application did not respond");
    this.interactionId = interactionId;
  }
}

/** Discord waits three seconds for a first answer, and lets the token live for fifteen minutes. */
export const discordWaitsMs = 3_000;
const tokenLivesMs = 15 * 60 * 1000;

export interface Interactions {
  begin(interaction: Pick<Interaction, "payload" | "userId" | "channelId" | "messageId">): Interaction;
  byId(id: string): Interaction | undefined;
  all(): readonly Interaction[];
  /** The interaction that a first answer of this type may still be given to; from now on it is answered. */
  answer(id: string, token: string, type: Answer): Interaction;
  /** The interaction of a token that still lives and has had its first answer. */
  byToken(token: string): Interaction;
  unanswered(): readonly Interaction[];
  /** Looks for those that have waited too long. */
  expire(): void;
}

export function createInteractions(clock: Clock, answerWithinMs: number, changed: () => void): Interactions {
  const known = new Map<string, Interaction>();
  const expire = () => {
    for (const interaction of known.values()) {
      if (interaction.answer !== undefined || clock.nowMs() - interaction.startedAtMs < answerWithinMs) continue;
      interaction.answer = "none";
      interaction.settle.reject(new DidNotRespond(interaction.id));
    }
    changed();
  };
  return {
    begin({ payload, userId, channelId, messageId }) {
      const settle = Promise.withResolvers<Answered>();
      // Whoever acts waits for it; nobody waits when a test only lets it happen.
      settle.promise.catch(() => undefined);
      const { id, token, type } = payload;
      const none = { answer: undefined, originalId: undefined, isDeferred: false };
      const begun = {
        id,
        token,
        type,
        userId,
        channelId,
        messageId,
        payload,
        settle,
        startedAtMs: clock.nowMs(),
        ...none,
      };
      known.set(id, begun);
      const limit = setTimeout(expire, answerWithinMs + 1).unref();
      settle.promise.finally(() => clearTimeout(limit)).catch(() => undefined);
      return begun;
    },
    byId: (id) => known.get(id),
    all: () => [...known.values()],
    answer(id, token, type) {
      const interaction = known.get(id);
      expire();
      if (interaction?.token !== token || interaction.answer === "none") throw refusal(10062);
      if (interaction.answer !== undefined) throw refusal(40060);
      checkFits(interaction, type);
      return interaction;
    },
    byToken(token) {
      const interaction = [...known.values()].find((one) => one.token === token);
      if (interaction === undefined) throw refusal(10015);
      if (clock.nowMs() - interaction.startedAtMs > tokenLivesMs) throw refusal(50027);
      if (interaction.answer === undefined || interaction.answer === "none") throw refusal(10015);
      return interaction;
    },
    unanswered: () => [...known.values()].filter(({ answer }) => answer === "none"),
    expire,
  };
}

/** Not every answer fits everything that a person did. */
function checkFits({ type, messageId }: Interaction, answer: Answer): void {
  const { ApplicationCommand, ApplicationCommandAutocomplete, MessageComponent } = InteractionType;
  const messages = [Answer.ChannelMessageWithSource, Answer.DeferredChannelMessageWithSource];
  const updates = [Answer.DeferredMessageUpdate, Answer.UpdateMessage];
  const fitting =
    type === ApplicationCommandAutocomplete
      ? [Answer.ApplicationCommandAutocompleteResult]
      : [
          ...messages,
          ...(type === MessageComponent || messageId !== undefined ? updates : []),
          ...(type === MessageComponent || type === ApplicationCommand ? [Answer.Modal] : []),
        ];
  if (fitting.includes(answer)) return;
  throw invalidForm([formError(["type"], "BASE_TYPE_CHOICES", `Value must be one of (${fitting.join(", ")}).`)]);
}
