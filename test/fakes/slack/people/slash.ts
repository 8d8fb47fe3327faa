import type { Acknowledgement, Delivery } from "../delivery/delivery.ts";
import { answerOccasion } from "../response-urls.ts";
import { channelWith, personIn, type Ref, requireScope, type Scene } from "./scene.ts";

export interface SlashCommand {
  readonly user: Ref;
  readonly channel: Ref;
  /** With its slash. */
  readonly command: string;
  readonly text?: string;
  readonly signature?: Delivery["signature"];
}

/** A person types a command; an answer that comes with the acknowledgement is shown at once. */
export async function typeCommand(scene: Scene, typed: SlashCommand): Promise<Acknowledgement> {
  const { slack } = scene;
  requireScope(slack, "commands", "command");
  if (!/^\/[a-z0-9_-]{1,31}$/.test(typed.command)) throw new Error(`${typed.command} is no command in Slack.`);
  const person = personIn(slack, typed.user);
  const channel = channelWith(slack, typed.channel, person);
  const occasion = { user: person.id, channel: channel.id };
  const payload = {
    token: "verification-token-is-deprecated",
    team_id: slack.teamId,
    team_domain: "fake",
    channel_id: channel.id,
    channel_name: channel.kind === "im" ? "directmessage" : channel.name,
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text ?? "",
    api_app_id: slack.appId,
    is_enterprise_install: "false",
    response_url: scene.responseUrls.issue(occasion),
    trigger_id: scene.triggers.issue(person.id),
  };
  const signature = typed.signature === undefined ? {} : { signature: typed.signature };
  const ack = await scene.deliver({ kind: "slash_commands", payload, takesAnswer: true, ...signature });
  if (ack.status === 200 && Object.keys(ack.payload).length > 0) answerOccasion(slack, occasion, ack.payload);
  return ack;
}
