import pino from "pino";
import { slackClients } from "./slack-clients.ts";
import type { SlackSettings } from "./slack-settings.ts";
import { identify } from "./start-slack.ts";

/** Whether Slack takes the bot's token, with every scope. @throws UserError that names the setting to mend */
export async function examineSlack(settings: SlackSettings): Promise<string> {
  const { answering } = slackClients(settings, pino({ enabled: false }));
  const { team } = await identify(answering);
  const way = settings.mode.kind === "socket" ? "over its socket" : `over HTTP on port ${settings.mode.port}`;
  return `the token belongs to the workspace ${team} and has every scope; events come ${way}`;
}
