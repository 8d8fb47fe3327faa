import { createServer } from "node:net";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
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

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
  return typeof address === "object" && address !== null ? address.port : 0;
}
