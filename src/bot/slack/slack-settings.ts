import { z } from "zod";
import type { Variables } from "../secrets.ts";

/** How Slack reaches this bot, and how the bot reaches Slack. */
export interface SlackSettings {
  readonly botToken: string;
  readonly mode: SlackMode;
  /** Slack's own, or a server of one's own. */
  readonly apiUrl: string;
  /** The channel that the season plays in; null: where a host first opens a round. */
  readonly channel: string | null;
  /** Before the three commands, where other apps have taken their names: `st-` makes /st-pitch. */
  readonly prefix: string;
}

export type SlackMode =
  | { readonly kind: "socket"; readonly appToken: string }
  | { readonly kind: "http"; readonly signingSecret: string; readonly port: number };

/** The keys of config/tank.yml about Slack. */
export const slackKeys = z.strictObject({
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,}$/, "use the channel's id, which ends its details in Slack: C0123ABCD")
    .optional(),
  prefix: z
    .string()
    .regex(/^[a-z0-9_-]{0,20}$/, "use up to 20 lower case letters, digits, dashes and underscores")
    .default(""),
});
export type SlackKeys = z.infer<typeof slackKeys>;

const realApi = "https://slack.com/api/";
const modes = "SLACK_APP_TOKEN (Socket Mode, no public address needed) or SLACK_SIGNING_SECRET with PORT (HTTP)";

/** What is missing or can't be right, each as half a sentence that names its variable; never a secret itself. */
export function slackFaults(variables: Variables): readonly string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret, PORT: port } = variables;
  const api = variables["SLACK_API_URL"];
  return [
    ...(bot ? prefixFault("SLACK_BOT_TOKEN", bot, "xoxb-", "OAuth & Permissions") : ["SLACK_BOT_TOKEN is not set"]),
    ...(app ? prefixFault("SLACK_APP_TOKEN", app, "xapp-", "Basic Information, App-Level Tokens") : []),
    ...(!app && !secret ? [`neither ${modes} is set`] : []),
    ...(!app && secret && !port ? ["PORT is not set, where Slack's requests come in"] : []),
    ...(!app && secret && port && !isPort(port) ? ["PORT is no number from 0 to 65535"] : []),
    ...(api && !URL.canParse(api) ? ["SLACK_API_URL is no address"] : []),
  ];
}

/** @returns null where `slackFaults` finds any */
export function slackSettings(variables: Variables, { channel, prefix }: SlackKeys): SlackSettings | null {
  if (slackFaults(variables).length > 0) return null;
  const { SLACK_BOT_TOKEN: botToken = "", SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = variables;
  const port = Number(variables["PORT"]);
  const apiUrl = variables["SLACK_API_URL"] || realApi;
  return {
    botToken,
    mode: appToken ? { kind: "socket", appToken } : { kind: "http", signingSecret: signingSecret ?? "", port },
    apiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/`,
    channel: channel ?? null,
    prefix,
  };
}

function prefixFault(name: string, value: string, wanted: string, page: string): readonly string[] {
  return value.startsWith(wanted) ? [] : [`${name} does not begin with ${wanted}: take the one under "${page}"`];
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
