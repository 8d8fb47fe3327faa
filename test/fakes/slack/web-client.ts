import { type Logger, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";

const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** The real client, which tries once unless told otherwise, and prints nothing. */
export function webClientOf(slackApiUrl: string, token: string, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, { slackApiUrl, logger: quiet, retryConfig: { retries: 0 }, ...options });
}

/** How Slack answered: "ok", or the code of its refusal. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => "ok",
    (error: unknown) => {
      if (error instanceof Error && "data" in error) return String(Object(error.data).error);
      throw error;
    },
  );
}
