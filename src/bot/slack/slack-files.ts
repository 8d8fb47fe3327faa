import type { FilePlace } from "../chat/downloads.ts";
import type { SlackSettings } from "./slack-settings.ts";

/** Where Slack keeps uploads: our token goes to Slack and to nobody else, whatever an event names as an address. */
export function slackFiles({ botToken, apiUrl }: Pick<SlackSettings, "botToken" | "apiUrl">): FilePlace {
  const { origin: ours } = new URL(apiUrl);
  return {
    platform: "Slack",
    headers: { authorization: `Bearer ${botToken}` },
    isOwn: ({ origin, protocol, hostname }) =>
      origin === ours || (protocol === "https:" && /(^|\.)slack(-files)?\.com$/.test(hostname)),
    hint: "Upload it again; if that does not help, whoever runs the bot checks its scope files:read.",
  };
}
