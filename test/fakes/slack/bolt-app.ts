import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { freePort } from "../../free-port.ts";
import type { FakeSlack } from "./fake-slack.ts";

export interface RunningApp extends AsyncDisposable {
  readonly app: App;
}

/** A real Bolt app without a word of its own, connected to the fake in one of the two modes. */
export async function startBoltApp(slack: FakeSlack, mode: "socket" | "http"): Promise<RunningApp> {
  const port = mode === "http" ? await freePort() : 0;
  const receiver = mode === "http" ? httpReceiver(slack) : socketReceiver(slack);
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  });
  await app.start(port);
  slack.deliverTo(mode === "http" ? { mode, url: `http://127.0.0.1:${port}/slack/events` } : { mode });
  return {
    app,
    async [Symbol.asyncDispose]() {
      await app.stop();
    },
  };
}

const httpReceiver = ({ signingSecret }: FakeSlack) => new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });

function socketReceiver({ appToken, apiUrl }: FakeSlack) {
  const installerOptions = { clientOptions: { slackApiUrl: apiUrl } };
  return new SocketModeReceiver({ appToken, clientPingTimeout: 500, installerOptions, logLevel: LogLevel.ERROR });
}
