import type { Acknowledgement, Delivery } from "../delivery/delivery.ts";
import { filePayload } from "../file-payload.ts";
import { messageFrom, post, rootTsFor } from "../messages.ts";
import type { Message, Workspace } from "../workspace.ts";
import type { Uploaded } from "./fill-in.ts";
import { channelWith, personIn, type Ref, requireNoAnswer, requireScope, type Scene } from "./scene.ts";
import { typedText } from "./typed-text.ts";

export interface Mention {
  readonly user: Ref;
  readonly channel: Ref;
  /** The words after the mention; the mention itself is put before them where it is missing. */
  readonly text: string;
  readonly threadTs?: string;
  readonly files?: readonly Uploaded[];
  readonly signature?: Delivery["signature"];
}

export interface Mentioned extends Acknowledgement {
  readonly eventId: string;
  /** The person's message. */
  readonly ts: string;
}

/** A person mentions the bot. The same event can be delivered again, which `remember` is for. */
export async function mention(
  scene: Scene,
  spoken: Mention,
  remember: (delivery: Delivery) => void,
): Promise<Mentioned> {
  const { slack } = scene;
  requireScope(slack, "app_mentions:read", "mention");
  const person = personIn(slack, spoken.user);
  const channel = channelWith(slack, spoken.channel, person);
  if (channel.kind === "im") throw new Error("In direct messages a mention is a plain message, and no app_mention.");
  if (!channel.members.has(slack.botUserId)) throw new Error(`The bot is not in ${channel.name} and hears nothing.`);
  const call = `<@${slack.botUserId}>`;
  const text = typedText(spoken.text.includes(call) ? spoken.text : `${call} ${spoken.text}`);
  const threadTs = spoken.threadTs === undefined ? undefined : rootTsFor(channel, spoken.threadTs);
  const files = (spoken.files ?? []).map(({ id }) => {
    const file = slack.files.get(id);
    if (file === undefined) throw new Error(`There is no file ${id}.`);
    return filePayload(slack, file);
  });
  const message = post(channel, messageFrom(slack, person.id, { text, threadTs, files }));
  const eventId = slack.newId("Ev");
  const delivery: Delivery = {
    kind: "events_api",
    payload: eventCallback(slack, eventId, message, channel.id),
    takesAnswer: false,
    ...(spoken.signature === undefined ? {} : { signature: spoken.signature }),
  };
  remember(delivery);
  const ack = await scene.deliver(delivery);
  if (ack.status === 200) requireNoAnswer(ack, "an event");
  return { ...ack, eventId, ts: message.ts };
}

function eventCallback(slack: Workspace, eventId: string, message: Message, channel: string) {
  return {
    token: "verification-token-is-deprecated",
    team_id: slack.teamId,
    api_app_id: slack.appId,
    event: {
      ...message,
      type: "app_mention",
      channel,
      event_ts: message.ts,
      ...(message.files ? { upload: false } : {}),
    },
    type: "event_callback",
    event_id: eventId,
    event_time: Math.floor(slack.clock.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: slack.teamId,
        user_id: slack.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
}
