import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { ChatPeople } from "../../chat/chat-people.ts";
import { type AskingPlace, tellOthers } from "../../chat/listening/run-asked.ts";
import type { Who } from "../../chat/rights/named-roles.ts";
import { type Reply, refuse, type Tank } from "../../commands/run-command.ts";
import type { WantedForm } from "../../forms/form-facts.ts";
import { slackFailure } from "../slack-failure.ts";
import type { SlackSettings } from "../slack-settings.ts";
import type { Answers, Asker } from "./answers.ts";
import { wantedForm } from "./open-form.ts";

/** What every listener works with. */
export interface Desk {
  readonly tank: Tank;
  readonly settings: SlackSettings;
  readonly client: WebClient;
  readonly people: ChatPeople;
  readonly answers: Answers;
  readonly botUserId: string;
  readonly place: AskingPlace;
  /** A player with the groups and the channel they speak from. */
  readonly whoIs: (name: string, asker: Asker) => Promise<Who>;
}

/** Answers somebody whatever happens: a mistake with the way out, a bug with its id in the log. */
export async function answering(
  { tank, answers, place }: Pick<Desk, "tank" | "answers" | "place">,
  asker: Asker,
  work: () => Promise<Reply | null>,
  respond?: RespondFn,
): Promise<void> {
  const reply = await work().catch((error: unknown) => refuse(tank, { by: asker.user }, error));
  if (reply === null) return;
  await answers.say(asker, reply, respond).catch((error: unknown) => {
    tank.log.error({ err: error, user: asker.user }, "answer-lost");
  });
  tellOthers(place, reply);
}

/** Opens a form over what somebody sees; null once it is there, else why it isn't. */
export async function openForm(
  desk: Desk,
  { wanted, by, asker, trigger }: { wanted: WantedForm; by: string; asker: Asker; trigger: string },
): Promise<Reply | null> {
  const { tank, client } = desk;
  try {
    const view = await wantedForm(tank, wanted, by, asker);
    await client.views.open({ trigger_id: trigger, view });
    return null;
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null) return refuse(tank, { by }, error);
    tank.log.warn({ err: error, failure }, "form-not-opened");
    return formLost(failure.kind === "request" ? failure.code : failure.kind);
  }
}

function formLost(code: string): Reply {
  const message = "The form did not open: Slack waits only three seconds for it.";
  const hint = "Try it once more.";
  return {
    ok: false,
    card: { title: message, lead: hint, mood: "bad", sections: [] },
    error: { code: `form-${code}`, message, hint, about: [] },
  };
}
