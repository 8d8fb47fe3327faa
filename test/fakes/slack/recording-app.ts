import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { FakeSlack } from "./fake-slack.ts";
import { isJson, type Json, parseJson } from "./json.ts";

export interface RecordingApp extends AsyncDisposable {
  /** Everything that was delivered, the oldest first. */
  readonly deliveries: readonly Json[];
  /** A fresh trigger: this person has just typed a command in this channel. */
  trigger(user: { readonly id: string }, channel: { readonly id: string }): Promise<string>;
  /** What the app answers from now on; nothing at first. */
  answerWith(answer: Json | undefined): void;
}

/** An app by hand: takes deliveries over HTTP, keeps them, and answers what a test says. */
export async function startRecordingApp(slack: FakeSlack): Promise<RecordingApp> {
  const deliveries: Json[] = [];
  let answer: Json | undefined;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    deliveries.push(payloadOf(request.headers["content-type"] ?? "", body));
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(answer === undefined ? "" : JSON.stringify(answer));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  slack.deliverTo({ mode: "http", url: `http://127.0.0.1:${port}/` });
  return {
    deliveries,
    async trigger(user, channel) {
      await slack.slash({ user, channel, command: "/tank" });
      return String(deliveries.at(-1)?.["trigger_id"]);
    },
    answerWith(next) {
      answer = next;
    },
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function payloadOf(contentType: string, body: string): Json {
  const form = Object.fromEntries(new URLSearchParams(body));
  const json = contentType === "application/json" ? body : form["payload"];
  const parsed = json === undefined ? form : parseJson(json);
  return isJson(parsed) ? parsed : {};
}
