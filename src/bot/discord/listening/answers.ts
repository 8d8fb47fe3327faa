import {
  type APIInteraction,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from "discord.js";
import { persistently } from "../../chat/persistently.ts";
import type { Attachment } from "../../command.ts";
import type { Reply } from "../../commands/run-command.ts";
import { rawFile } from "../announcing/posts.ts";
import { discordFailure } from "../discord-failure.ts";
import { type FormAnswer, noAnswer } from "../forms/after-form.ts";
import type { BallotMessage } from "../forms/ballot-message.ts";
import { drawCard } from "../messages/draw-card.ts";
import type { Suggestion } from "../registering/suggestion.ts";

/** The way back to one person, who alone sees what is said. */
export interface Talk {
  /** That an answer comes, in time for Discord's three seconds; nothing is said where it is there before. */
  readonly promise: () => void;
  /** The same where the message with the button is to change. */
  readonly promiseChange: () => Promise<void>;
  readonly say: (reply: Reply, after?: FormAnswer) => Promise<void>;
  /** Instead of what the message with the button shows, or of the promised answer. */
  readonly show: (message: BallotMessage) => Promise<void>;
  /** Only as the first that is said. */
  readonly modal: (modal: APIModalInteractionResponseCallbackData) => Promise<void>;
  readonly suggest: (choices: readonly Suggestion[]) => Promise<void>;
}

export type DiscordAnswers = (interaction: Pick<APIInteraction, "id" | "token">) => Talk;

/** What Discord takes with one message. */
const mostFiles = 10;

/** Discord waits 3 s for a first answer, its way here and back included; most answers are there before this. */
const promiseAfterMs = 700;
const alreadyAnswered = "40060";
const nobody = { parse: [] };
const alone = MessageFlags.Ephemeral;

export function discordAnswers(rest: REST, applicationId: string): DiscordAnswers {
  return ({ id, token }) => {
    let promised: Promise<void> | null = null;
    let timer: NodeJS.Timeout | null = null;
    const call = async (type: InteractionResponseType, data?: object) => {
      const body = { type, ...(data && { data }) };
      const answer = () => rest.post(Routes.interactionCallback(id, token), { body, auth: false });
      await persistently(answer, insistence).catch(ignoreAnswered);
    };
    const promiseNow = () => {
      promised ??= call(InteractionResponseType.DeferredChannelMessageWithSource, { flags: alone });
      return promised;
    };
    /** The first message: in place of the promised one, or at once where nothing was promised. */
    const begin = async (body: object, files: readonly Attachment[] = []) => {
      if (timer !== null) clearTimeout(timer);
      if (promised === null && files.length === 0) {
        const data = { ...body, flags: alone, allowed_mentions: nobody };
        promised = call(InteractionResponseType.ChannelMessageWithSource, data);
        return promised;
      }
      await promiseNow();
      return edit(body, files);
    };
    const edit = async (body: object, files: readonly Attachment[] = []) => {
      const sent = { body: { ...body, allowed_mentions: nobody }, files: files.map(rawFile), auth: false };
      await persistently(() => rest.patch(Routes.webhookMessage(applicationId, token, "@original"), sent), insistence);
    };
    const follow = async (body: object, files: readonly Attachment[] = []) => {
      const sent = { ...body, flags: alone, allowed_mentions: nobody };
      await rest.post(Routes.webhook(applicationId, token), { body: sent, files: files.map(rawFile), auth: false });
    };
    return {
      promise() {
        // What went wrong with it is thrown where the answer is said.
        timer ??= setTimeout(() => void promiseNow().catch(() => undefined), promiseAfterMs);
      },
      async promiseChange() {
        promised ??= call(InteractionResponseType.DeferredMessageUpdate);
        await promised;
      },
      async say(reply, { note, components } = noAnswer) {
        const drawn = drawCard(reply.card, { unfolds: "inside", failed: !reply.ok });
        const [first, ...rest] = drawn.messages;
        const files = [...drawn.files, ...(reply.ok ? (reply.files ?? []) : [])];
        const more = note === null ? {} : { content: note };
        const last = { ...more, components: [...(drawn.messages.at(-1)?.components ?? []), ...components].slice(0, 5) };
        await begin({ ...first, ...(rest.length === 0 && last) }, files.slice(0, mostFiles));
        for (const [index, message] of rest.entries()) {
          await follow({ ...message, ...(index === rest.length - 1 && last) });
        }
        for (let at = mostFiles; at < files.length; at += mostFiles) {
          await follow({ content: "More files:" }, files.slice(at, at + mostFiles));
        }
      },
      show: (message) => begin({ content: "", ...message }),
      modal: (modal) => call(InteractionResponseType.Modal, modal),
      suggest: (choices) => call(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices }),
    };
  };
}

/** At once, since a first answer has three seconds. The REST client itself tries none again whose connection broke. */
const insistence = { failureOf: discordFailure, mostTries: 3, waitMs: () => 0 };

/** Discord took the first answer and lost its own to it: the client's second try is refused, and all is well. */
function ignoreAnswered(error: unknown): void {
  const failure = discordFailure(error);
  if (failure?.kind !== "request" || failure.code !== alreadyAnswered) throw error;
}
