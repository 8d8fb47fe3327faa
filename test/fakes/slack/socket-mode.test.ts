import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startBoltApp } from "./bolt-app.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { webClientOf } from "./web-client.ts";

let slack: FakeSlack;
let running: RunningApp;
let heard: string[];

const teach = ({ app }: RunningApp, name: string) =>
  app.command("/tank", async ({ ack, command }) => {
    heard.push(`${name}: ${command.text}`);
    await ack();
  });
const say = (text: string) => {
  const user = slack.addUser({ name: "ada" });
  return slack.slash({ user, channel: slack.addChannel({ name: "kernels" }), command: "/tank", text });
};

beforeEach(async () => {
  heard = [];
  slack = await startFakeSlack({ ackWithinMs: 500 });
  running = await startBoltApp(slack, "socket");
  teach(running, "first");
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
  await slack[Symbol.asyncDispose]();
});

describe("over sockets", () => {
  it("nothing is delivered while none is open, and the app comes back after a cut", async () => {
    await say("before");
    slack.cutSocket();
    await slack.until(() => slack.openSockets() === 0);
    await expect(say("lost")).rejects.toThrow("dispatch_failed");
    await slack.until(() => slack.openSockets() === 1);
    await say("after");
    expect(heard).toEqual(["first: before", "first: after"]);
  });

  it("a polite request to come again is followed", async () => {
    slack.refreshSockets();
    expect(slack.openSockets()).toBe(0);
    await slack.until(() => slack.openSockets() === 1);
    await say("again");
    expect(heard).toEqual(["first: again"]);
  });

  it("the app keeps trying while sockets are refused", async () => {
    slack.refuseSockets(true);
    slack.cutSocket();
    const refusals = () => slack.calls.filter(({ error }) => error === "internal_error").length;
    await slack.until(() => refusals() >= 2);
    slack.refuseSockets(false);
    await slack.until(() => slack.openSockets() === 1);
    await say("back");
    expect(heard).toEqual(["first: back"]);
  });

  it("several connections take turns", async () => {
    await using second = await startBoltApp(slack, "socket");
    teach(second, "second");
    for (const text of ["a", "b", "c", "d"]) await say(text);
    expect(heard.filter((line) => line.startsWith("first"))).toHaveLength(2);
    expect(heard).toHaveLength(4);
  });

  it("a command that nobody acknowledges fails after the time that Slack waits", async () => {
    const user = slack.addUser({ name: "bob" });
    const channel = slack.addChannel({ name: "kernels" });
    await expect(slack.slash({ user, channel, command: "/other" })).rejects.toThrow("operation_timeout");
  });

  it("an address works once", async () => {
    const { url = "" } = await webClientOf(slack.apiUrl, slack.appToken).apps.connections.open();
    const connect = async () => {
      const socket = new WebSocket(url);
      const { promise, resolve } = Promise.withResolvers<string>();
      socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)).type);
      socket.onerror = () => resolve("refused");
      const outcome = await promise;
      socket.close();
      return outcome;
    };
    expect([await connect(), await connect()]).toEqual(["hello", "refused"]);
  });
});
