import type { Json } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Channel, Message, Workspace } from "./workspace.ts";

interface Draft {
  readonly text: string;
  readonly blocks?: readonly Json[] | undefined;
  readonly metadata?: Json | undefined;
  readonly threadTs?: string | undefined;
  readonly subtype?: string | undefined;
  readonly files?: readonly Json[] | undefined;
}

/** A message from the app, ready to be posted. */
export function botMessage(slack: Workspace, draft: Draft): Message {
  return { ...messageFrom(slack, slack.botUserId, draft), bot_id: slack.botId, app_id: slack.appId };
}

/** A message that a person typed. */
export function messageFrom(slack: Workspace, user: string, draft: Draft): Message {
  return {
    type: "message",
    ts: slack.clock.nextTs(),
    user,
    team: slack.teamId,
    text: draft.text,
    ...(draft.subtype === undefined ? {} : { subtype: draft.subtype }),
    ...(draft.blocks === undefined ? {} : { blocks: draft.blocks }),
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
    ...(draft.threadTs === undefined ? {} : { thread_ts: draft.threadTs }),
    ...(draft.files === undefined || draft.files.length === 0 ? {} : { files: draft.files }),
  };
}

export function post(channel: Channel, message: Message): Message {
  channel.messages.set(message.ts, message);
  return message;
}

/** The message that a thread hangs on. "Never use a reply's ts": Slack only advises it, here it is refused. */
export function rootTsFor(channel: Channel, threadTs: string): string {
  const root = channel.messages.get(threadTs);
  if (root === undefined) throw new Refusal("thread_not_found");
  if (isReply(root)) throw new Refusal("cannot_reply_to_message", ["thread_ts is a reply's ts; use its parent's"]);
  return root.ts;
}

export function isReply(message: Message): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

export function repliesTo(channel: Channel, rootTs: string): readonly Message[] {
  return [...channel.messages.values()].filter((message) => isReply(message) && message.thread_ts === rootTs);
}

/** What stands in the channel itself: no replies but those that were broadcast. */
export function topLevel(channel: Channel): readonly Message[] {
  return [...channel.messages.values()].filter(
    (message) => !isReply(message) || message.subtype === "thread_broadcast",
  );
}
