import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import type { Json } from "./json.ts";
import { type RecordingApp, startRecordingApp } from "./recording-app.ts";
import { webClientOf } from "./web-client.ts";

let slack: FakeSlack;
let app: RecordingApp;
let ada: { readonly id: string };
let channel: { readonly id: string };

beforeEach(async () => {
  slack = await startFakeSlack();
  app = await startRecordingApp(slack);
  ada = slack.addUser({ name: "ada" });
  channel = slack.addChannel({ name: "kernels" });
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
  await slack[Symbol.asyncDispose]();
});

/** Answers at the latest response address; says how Slack took it. */
async function answer(body: Json): Promise<string> {
  const url = String(app.deliveries.at(-1)?.["response_url"]);
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  return text === "ok" ? text : `${response.status} ${JSON.parse(text).error}`;
}

describe("the address that comes with a command", () => {
  beforeEach(() => slack.slash({ user: ada, channel, command: "/tank" }));

  it("answers its person alone, or everybody, even where the bot isn't", async () => {
    slack.removeBot(channel);
    expect(await answer({ text: "for you" })).toBe("ok");
    expect(await answer({ text: "for all", response_type: "in_channel" })).toBe("ok");
    expect(slack.ephemerals(ada)).toMatchObject([{ text: "for you" }]);
    expect(slack.messages(channel)).toMatchObject([{ text: "for all", user: slack.botUserId }]);
  });

  it("works five times", async () => {
    for (const text of ["1", "2", "3", "4", "5"]) expect(await answer({ text })).toBe("ok");
    expect(await answer({ text: "6" })).toBe("404 used_url");
    expect(slack.ephemerals(ada)).toHaveLength(5);
  });

  it("works for thirty minutes", async () => {
    slack.letTimePass(30 * 60 * 1000 + 1);
    expect(await answer({ text: "late" })).toBe("404 expired_url");
  });

  it("refuses what a message could not hold, and unknown fields", async () => {
    expect(await answer({})).toBe("400 no_text");
    expect(await answer({ blocks: [{ type: "nope" }] })).toBe("400 invalid_blocks");
    expect(await answer({ text: "x", ephemeral: true })).toBe("400 invalid_payload");
    expect(await answer({ text: "x", replace_original: true })).toBe("400 invalid_payload");
  });
});

describe("the address that comes with a press", () => {
  const blocks = [
    { type: "actions", elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }] },
  ];
  const pressGo = (ts: string) => slack.press({ user: ada, channel, ts, actionId: "go" });

  it("replaces or removes the message that was pressed", async () => {
    const web = webClientOf(slack.apiUrl, slack.botToken);
    const { ts = "" } = await web.chat.postMessage({ channel: channel.id, text: "press", blocks });
    await pressGo(ts);
    expect(await answer({ text: "silent on the original" })).toBe("400 invalid_payload");
    expect(await answer({ text: "pressed", replace_original: true })).toBe("ok");
    expect(slack.messages(channel)).toMatchObject([{ ts, text: "pressed", blocks: [] }]);
    expect(await answer({ delete_original: true })).toBe("ok");
    expect(slack.messages(channel)).toEqual([]);
  });

  it("replaces an ephemeral, which the press itself doesn't carry", async () => {
    const web = webClientOf(slack.apiUrl, slack.botToken);
    const shown = await web.chat.postEphemeral({ channel: channel.id, user: ada.id, text: "press", blocks });
    await pressGo(shown.message_ts ?? "");
    expect(app.deliveries.at(-1)).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.deliveries.at(-1)?.["message"]).toBeUndefined();
    expect(await answer({ text: "pressed", replace_original: true })).toBe("ok");
    expect(slack.ephemerals(ada)).toMatchObject([{ text: "pressed" }]);
  });
});
