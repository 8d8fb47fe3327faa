import { z } from "zod";
import { describeIssue } from "./blocks/describe-issue.ts";
import { checkContent, requireContent } from "./check-message.ts";
import { isJson } from "./json.ts";
import { botMessage, post, rootTsFor } from "./messages.ts";
import { deleteMessage } from "./methods/chat.ts";
import { Refusal } from "./refusal.ts";
import type { Channel, Workspace } from "./workspace.ts";

const livesMs = 30 * 60 * 1000;
const mostUses = 5;

/** Where an answer goes, and the message that it may replace. */
export interface Occasion {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed. */
  readonly source?: string;
}

const Answer = z.strictObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: z.unknown().optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  mrkdwn: z.boolean().optional(),
});

export interface ResponseUrls {
  issue(occasion: Occasion): string;
  /** Spends one use of an address, or refuses as Slack does: five uses within thirty minutes. */
  answer(key: string, body: unknown): void;
}

export function createResponseUrls(slack: Workspace): ResponseUrls {
  const issued = new Map<string, { readonly occasion: Occasion; readonly bornAtMs: number; uses: number }>();
  return {
    issue(occasion) {
      const key = slack.newId("R");
      issued.set(key, { occasion, bornAtMs: slack.clock.nowMs(), uses: 0 });
      return `${slack.origin}/commands/${slack.teamId}/${key}`;
    },
    answer(key, body) {
      const address = issued.get(key);
      if (address === undefined) throw new Refusal("no_service");
      if (slack.clock.nowMs() - address.bornAtMs > livesMs) throw new Refusal("expired_url");
      if (address.uses >= mostUses) throw new Refusal("used_url");
      answerOccasion(slack, address.occasion, body);
      address.uses += 1;
    },
  };
}

/** Shows an answer, sent to a response address or with the acknowledgement of a command. */
export function answerOccasion(slack: Workspace, occasion: Occasion, body: unknown): void {
  const parsed = Answer.safeParse(isJson(body) ? body : undefined, { reportInput: true });
  if (!parsed.success) {
    throw new Refusal(
      "invalid_payload",
      parsed.error.issues.map((issue) => describeIssue(issue, "")),
    );
  }
  const answer = parsed.data;
  if (answer.replace_original && answer.delete_original) {
    throw new Refusal("invalid_payload", ["replace_original and delete_original exclude each other"]);
  }
  // The reference doesn't say what happens to the pressed message when neither is given, so that is refused.
  if (occasion.source !== undefined && answer.replace_original === undefined && answer.delete_original === undefined) {
    throw new Refusal("invalid_payload", ["say replace_original or delete_original: this answers a press"]);
  }
  if (answer.delete_original) return deleteSource(slack, occasion);
  const content = checkContent(slack, answer);
  requireContent(content);
  if (answer.replace_original) return replaceSource(slack, occasion, content);
  show(slack, occasion, content, answer);
}

type Content = ReturnType<typeof checkContent>;

function sourceOf(slack: Workspace, { channel: channelId, source }: Occasion) {
  const channel = channelFor(slack, channelId);
  const ephemeral = slack.ephemerals.get(source ?? "");
  const message = channel.messages.get(source ?? "");
  if (ephemeral === undefined && message === undefined) throw new Refusal("invalid_payload", ["there is no original"]);
  return { channel, ephemeral, message };
}

function channelFor(slack: Workspace, channelId: string): Channel {
  const channel = slack.channels.get(channelId);
  if (channel === undefined) throw new Refusal("channel_not_found");
  return channel;
}

function deleteSource(slack: Workspace, occasion: Occasion): void {
  const { channel, ephemeral, message } = sourceOf(slack, occasion);
  if (ephemeral !== undefined) slack.ephemerals.delete(ephemeral.ts);
  if (message !== undefined) deleteMessage(channel, message.ts);
}

function replaceSource(slack: Workspace, occasion: Occasion, { text, blocks = [] }: Content): void {
  const { channel, ephemeral, message } = sourceOf(slack, occasion);
  if (ephemeral !== undefined) slack.ephemerals.set(ephemeral.ts, { ...ephemeral, text, blocks });
  const edited = { user: slack.botUserId, ts: slack.clock.nextTs() };
  if (message !== undefined) channel.messages.set(message.ts, { ...message, text, blocks, edited });
}

function show(slack: Workspace, occasion: Occasion, content: Content, answer: z.output<typeof Answer>): void {
  const channel = channelFor(slack, occasion.channel);
  const threadTs = answer.thread_ts === undefined ? undefined : rootTsFor(channel, answer.thread_ts);
  if (answer.response_type === "in_channel") {
    post(channel, botMessage(slack, { ...content, threadTs }));
    return;
  }
  const ts = slack.clock.nextTs();
  const inThread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const { text, blocks = [] } = content;
  slack.ephemerals.set(ts, { ts, channel: channel.id, user: occasion.user, text, blocks, ...inThread });
}
