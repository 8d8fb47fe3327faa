import type { ConversationsHistoryResponse } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { codeOf, webClientOf } from "./web-client.ts";

const clientOf = (slack: FakeSlack) => webClientOf(slack.apiUrl, slack.botToken);
const metadata = (key: string) => ({ event_type: "announcement", event_payload: { key } });

describe("a message of the bot", () => {
  it("keeps its blocks and metadata over an update that names neither", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const blocks = [{ type: "divider", block_id: "line" }];
    const { ts = "" } = await web.chat.postMessage({ channel, text: "a", blocks, metadata: metadata("k1") });
    await web.chat.update({ channel, ts, text: "b" });
    expect(slack.messages(channel)).toMatchObject([{ ts, text: "b", blocks, metadata: metadata("k1") }]);
    await web.apiCall("chat.update", { channel, ts, blocks: [], text: "c", metadata: {} });
    expect(slack.messages(channel)[0]?.blocks).toEqual([]);
    expect(slack.messages(channel)[0]?.metadata).toBeUndefined();
    expect(slack.messages(channel)[0]?.edited?.user).toBe(slack.botUserId);
  });

  it("leaves a tombstone when it has replies, and nothing otherwise", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const { ts: root = "" } = await web.chat.postMessage({ channel, text: "root" });
    const { ts: reply = "" } = await web.chat.postMessage({ channel, text: "reply", thread_ts: root });
    await web.chat.delete({ channel, ts: root });
    expect(slack.messages(channel)).toMatchObject([{ subtype: "tombstone", ts: root }]);
    await web.chat.delete({ channel, ts: reply });
    expect(slack.thread(channel, root)).toEqual([]);
  });

  it("to a person's id goes to the direct messages with them", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const ada = slack.addUser({ name: "ada" });
    const posted = await web.chat.postMessage({ channel: ada.id, text: "psst" });
    const opened = await web.conversations.open({ users: ada.id });
    expect(opened.channel?.id).toBe(posted.channel);
    expect(slack.directMessages(ada)).toMatchObject([{ text: "psst" }]);
  });

  it("has a permalink, and a name that no other message has", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const posted = await Promise.all(Array.from({ length: 50 }, () => web.chat.postMessage({ channel, text: "x" })));
    const names = posted.map(({ ts }) => ts ?? "");
    expect(new Set(names).size).toBe(50);
    const { permalink } = await web.chat.getPermalink({ channel, message_ts: names[0] ?? "" });
    expect(permalink).toContain(`/archives/${channel}/p${names[0]?.replace(".", "")}`);
  });
});

describe("a channel's history", () => {
  it("comes in pages, the newest first, without replies", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    for (const text of ["1", "2", "3", "4", "5"]) await web.chat.postMessage({ channel, text });
    const root = slack.messages(channel)[0]?.ts ?? "";
    await web.chat.postMessage({ channel, text: "reply", thread_ts: root });
    const pages: string[][] = [];
    for await (const page of web.paginate("conversations.history", { channel, limit: 2 })) {
      const { messages = [] }: ConversationsHistoryResponse = page;
      pages.push(messages.map(({ text = "" }) => text));
    }
    expect(pages).toEqual([["5", "4"], ["3", "2"], ["1"]]);
    const between = await web.conversations.history({ channel, oldest: root, limit: 999 });
    expect(between.messages?.map(({ text }) => text)).toEqual(["5", "4", "3", "2"]);
    const thread = await web.conversations.replies({ channel, ts: root });
    expect(thread.messages?.map(({ text }) => text)).toEqual(["1", "reply"]);
  });

  it("shows metadata only to those who ask for it", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    await web.chat.postMessage({ channel, text: "x", metadata: metadata("k1") });
    const plain = await web.conversations.history({ channel });
    const all = await web.conversations.history({ channel, include_all_metadata: true });
    expect(plain.messages?.[0]?.metadata).toBeUndefined();
    expect(all.messages?.[0]?.metadata).toEqual(metadata("k1"));
  });
});

it("an ephemeral is seen by its person alone and is in no history", async () => {
  await using slack = await startFakeSlack();
  const web = clientOf(slack);
  const [ada, bob] = [slack.addUser({ name: "ada" }), slack.addUser({ name: "bob" })];
  const { id: channel } = slack.addChannel({ name: "kernels" });
  const { message_ts: ts = "" } = await web.chat.postEphemeral({ channel, user: ada.id, text: "only you" });
  expect(slack.ephemerals(ada)).toMatchObject([{ text: "only you", channel }]);
  expect(slack.ephemerals(bob)).toEqual([]);
  expect((await web.conversations.history({ channel })).messages).toEqual([]);
  expect(await codeOf(web.chat.update({ channel, ts, text: "y" }))).toBe("message_not_found");
});
