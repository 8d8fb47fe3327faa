import { LogLevel, WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { slackLogger } from "./slack-logger.ts";
import type { SlackSettings } from "./slack-settings.ts";

/** Slack answers within a second or two; what takes longer may have been accepted all the same. */
const longestCallMs = 10_000;

/** Clients that never try again by themselves: Slack has no key by which a repeated post would be known. */
export interface SlackClients {
  /** For what is owed to a channel; its retries look first what is there. */
  readonly announcing: WebClient;
  /** For what somebody waits for now. */
  readonly answering: WebClient;
}

export function slackClients({ botToken, apiUrl }: SlackSettings, log: Logger): SlackClients {
  const client = () =>
    new WebClient(botToken, {
      slackApiUrl: apiUrl,
      timeout: longestCallMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: slackLogger(log),
      logLevel: LogLevel.WARN,
    });
  return { announcing: client(), answering: client() };
}
