import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { UserError } from "../../rounds/user-error.ts";
import { askSlack } from "./ask-slack.ts";
import { slackFailure } from "./slack-failure.ts";
import { slackLogger } from "./slack-logger.ts";
import { botScopes, groupsScope } from "./slack-scopes.ts";
import type { SlackSettings } from "./slack-settings.ts";
import { SteadySocket } from "./steady-socket.ts";

const page = "docs/slack.md explains each setting.";

/** Who the bot is in its workspace. */
export interface SlackIdentity {
  readonly botUserId: string;
  readonly team: string;
}

/**
 * Asks Slack who we are, before anything else is started.
 * @param asksGroups a role is given to a user group, so that Slack has to tell who is in it
 * @throws UserError for a token or scopes that can't work, naming the setting
 */
export async function identify(client: WebClient, asksGroups = false): Promise<SlackIdentity> {
  const told = await client.auth.test().catch((error: unknown) => {
    throw accountError(error, "SLACK_BOT_TOKEN");
  });
  const given = told.response_metadata?.scopes;
  const missing =
    given === undefined
      ? []
      : Object.keys(botScopes).filter((scope) => !given.includes(scope) && (asksGroups || scope !== groupsScope));
  if (missing.length > 0) {
    const why = missing.map((scope) => `${scope} (${botScopes[scope]})`).join(", ");
    throw new UserError(
      "slack-scopes",
      `The Slack app lacks ${missing.length === 1 ? "a scope" : "scopes"}: ${why}.`,
      `Add what is missing under "OAuth & Permissions", or take the app's manifest anew, and install it again. ${page}`,
    );
  }
  return { botUserId: told.user_id ?? "", team: told.team ?? "the workspace" };
}

/** The app with its way in, not started yet: listeners come first. */
export function slackApp({ botToken, apiUrl, mode }: SlackSettings, log: Logger, identity: SlackIdentity): App {
  const logger = slackLogger(log);
  const quiet = { logger, logLevel: LogLevel.WARN };
  const receiver =
    mode.kind === "socket"
      ? new SteadySocket(mode.appToken, apiUrl, log)
      : new HTTPReceiver({ signingSecret: mode.signingSecret, endpoints: "/slack/events", ...quiet });
  return new App({
    receiver,
    // Bolt asks who the token's owner is at each start; we have just been told.
    authorize: async () => ({ botToken, botUserId: identity.botUserId }),
    clientOptions: { slackApiUrl: apiUrl },
    ...quiet,
  });
}

/**
 * Opens the way in.
 * @throws UserError that names the setting which keeps it shut
 */
export async function startApp(app: App, { mode }: SlackSettings): Promise<void> {
  // Slack shuts a connection that lay idle while the season was read, and only the next call finds out.
  const start = () => app.start(mode.kind === "http" ? mode.port : 0);
  try {
    await (mode.kind === "socket" ? askSlack(start) : start());
  } catch (error) {
    if (mode.kind === "socket") throw accountError(error, "SLACK_APP_TOKEN");
    throw portError(error, mode.port);
  }
}

function portError(error: unknown, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "EADDRINUSE" && code !== "EACCES") return error;
  const what =
    code === "EACCES" ? `This user may not listen on port ${port}.` : `Another program listens on port ${port}.`;
  return new UserError("port-taken", what, `Choose another PORT. ${page}`, { cause: error });
}

function accountError(error: unknown, setting: string): unknown {
  const failure = slackFailure(error);
  if (failure === null) return error;
  const cause = { cause: error };
  if (failure.kind === "later") {
    return new UserError(
      "slack-away",
      "Slack did not answer.",
      `Check the network and status.slack.com, and start again; SLACK_API_URL, if it is set, has to be right. ${page}`,
      cause,
    );
  }
  const says = failure.kind === "request" ? `it answered "${failure.code}"` : failure.says;
  return new UserError("slack-token", `Slack refuses ${setting}: ${says}.`, page, cause);
}
