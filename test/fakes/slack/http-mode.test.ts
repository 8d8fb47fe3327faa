import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startBoltApp } from "./bolt-app.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { type RecordingApp, startRecordingApp } from "./recording-app.ts";

describe("over HTTP, the real Bolt app", () => {
  let slack: FakeSlack;
  let running: RunningApp;
  let heard: string[];
  let ada: { readonly id: string };
  let channel: { readonly id: string };

  beforeEach(async () => {
    heard = [];
    slack = await startFakeSlack();
    running = await startBoltApp(slack, "http");
    running.app.command("/tank", async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    });
    ada = slack.addUser({ name: "ada" });
    channel = slack.addChannel({ name: "kernels" });
  });
  afterEach(async () => {
    await running[Symbol.asyncDispose]();
    await slack[Symbol.asyncDispose]();
  });

  it.each(["wrong", "old"] as const)("turns a request away whose signature is %s", async (signature) => {
    const command = { user: ada, channel, command: "/tank", text: "forged", signature };
    expect((await slack.slash(command)).status).toBe(401);
    expect((await slack.mention({ user: ada, channel, text: "forged", signature })).status).toBe(401);
    expect(heard).toEqual([]);
  });

  it("takes one whose signature is right", async () => {
    expect((await slack.slash({ user: ada, channel, command: "/tank", text: "honest" })).status).toBe(200);
    expect(heard).toEqual(["honest"]);
  });
});

describe("over HTTP, an answer that Slack would drop is an error", () => {
  let slack: FakeSlack;
  let app: RecordingApp;
  beforeEach(async () => {
    slack = await startFakeSlack();
    app = await startRecordingApp(slack);
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await slack[Symbol.asyncDispose]();
  });

  it("to an event", async () => {
    const said = { user: slack.addUser({ name: "ada" }), channel: slack.addChannel({ name: "kernels" }), text: "x" };
    app.answerWith({ text: "lost" });
    await expect(slack.mention(said)).rejects.toThrow("takes no answer: text");
  });

  it("and so is an answer to a command that is no message", async () => {
    const said = {
      user: slack.addUser({ name: "ada" }),
      channel: slack.addChannel({ name: "kernels" }),
      command: "/tank",
    };
    app.answerWith({ text: "x", response_type: "public" });
    await expect(slack.slash(said)).rejects.toThrow("invalid_payload");
    app.answerWith({ text: "hi" });
    await slack.slash(said);
    expect(slack.ephemerals(said.user)).toMatchObject([{ text: "hi" }]);
  });
});

it("what a person typed reaches the app with its three signs escaped and its addresses in brackets", async () => {
  await using slack = await startFakeSlack();
  await using app = await startRecordingApp(slack);
  const user = slack.addUser({ name: "ada" });
  const channel = slack.addChannel({ name: "kernels" });
  await slack.mention({ user, channel, text: `a<b & c>d <!channel> <@${user.id}> https://a.b/c` });
  expect(app.deliveries.at(-1)).toMatchObject({
    event: { text: `<@${slack.botUserId}> a&lt;b &amp; c&gt;d &lt;!channel&gt; <@${user.id}> <https://a.b/c>` },
  });
});
