import type { RespondFn } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Reply } from "../../commands/run-command.ts";
import type { Posts } from "../announcing/posts.ts";
import { askSlack } from "../ask-slack.ts";
import type { DrawCard } from "../blocks/prefixed-card.ts";
import { openDirect } from "../open-direct.ts";
import { slackFailure } from "../slack-failure.ts";

/** Where somebody stands who is answered. */
export interface Asker {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
}

/** Answers one person alone, below what they did; files come as a direct message, since nothing else can carry them. */
export interface Answers {
  /** `respond`: the command's own way back, where there is one; it works in channels that the bot is not in. */
  readonly say: (asker: Asker, reply: Reply, respond?: RespondFn) => Promise<void>;
}

type Message = { readonly text: string; readonly blocks: KnownBlock[] };

/** Where the bot is not in the channel, or the person has left it, a direct message does it. */
async function whisper(client: WebClient, { user, channel, thread }: Asker, message: Message): Promise<void> {
  try {
    const where = { user, channel, ...(thread !== null && { thread_ts: thread }) };
    await askSlack(() => client.chat.postEphemeral({ ...message, ...where }));
  } catch (error) {
    const failure = slackFailure(error);
    const isElsewhere =
      failure?.kind === "place" || (failure?.kind === "request" && failure.code.startsWith("user_not_in"));
    if (!isElsewhere) throw error;
    await askSlack(async () => client.chat.postMessage({ ...message, channel: await openDirect(client, user) }));
  }
}

/** False where there is no way back, or it does not work. */
async function sayBack(respond: RespondFn | undefined, message: Message): Promise<boolean> {
  if (respond === undefined) return false;
  const answer = { ...message, response_type: "ephemeral", replace_original: false } as const;
  return respond(answer).then(
    () => true,
    () => false,
  );
}

/** A way back takes no more answers than this. */
const mostResponses = 5;

export function answers(client: WebClient, posts: Posts, draw: DrawCard): Answers {
  return {
    async say({ user, channel, thread }, reply, respond) {
      const given = reply.ok ? (reply.files ?? []) : [];
      const { messages, files } = draw(reply.card, { unfolds: "inside", failed: !reply.ok });
      const all = [...files, ...given];
      for (const [index, { text, blocks }] of messages.entries()) {
        const message = { text, blocks: [...blocks] };
        const isSaid = index < mostResponses && (await sayBack(respond, message));
        if (!isSaid) await whisper(client, { user, channel, thread }, message);
      }
      if (all.length === 0) return;
      const direct = await openDirect(client, user);
      for (const file of all) await posts.share({ channel: direct, thread: null }, file);
    },
  };
}
