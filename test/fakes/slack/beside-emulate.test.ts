import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ourSide, type Side, theirSide } from "./emulate-sides.ts";
import { codeOf } from "./web-client.ts";

type Step = readonly [what: string, call: (side: Side) => Promise<unknown>];

const noTs = "1503435956.000247";
const modal = { type: "modal", title: { type: "plain_text", text: "T" }, blocks: [{ type: "divider" }] };
const metadata = { event_type: "announcement", event_payload: { key: "k1" } };

const posted = async ({ web, kernels: channel }: Side) =>
  String((await web.chat.postMessage({ channel, text: "hello", metadata })).ts);
const opened = async ({ web, trigger }: Side) => {
  const answer = await web.apiCall("views.open", { trigger_id: await trigger(), view: modal });
  return Object(answer).view;
};
const uploaded = async ({ web }: Side) => {
  const target = await web.files.getUploadURLExternal({ filename: "log.txt", length: 3 });
  const response = await fetch(String(target.upload_url), { method: "POST", body: "abc" });
  if (!response.ok) throw new Error(`The upload was answered ${response.status}.`);
  return String(target.file_id);
};

const steps: readonly Step[] = [
  ["asks who it is", ({ web }) => web.auth.test()],
  ["posts", ({ web, kernels: channel }) => web.chat.postMessage({ channel, text: "x", metadata })],
  [
    "posts blocks",
    ({ web, kernels: channel }) => web.chat.postMessage({ channel, text: "x", blocks: [{ type: "divider" }] }),
  ],
  ["posts nothing", ({ web, kernels: channel }) => web.chat.postMessage({ channel, text: "" })],
  ["posts nowhere", ({ web }) => web.chat.postMessage({ channel: "C404", text: "x" })],
  ["posts where it has left", ({ web, left: channel }) => web.chat.postMessage({ channel, text: "x" })],
  ["posts into an archived channel", ({ web, archived: channel }) => web.chat.postMessage({ channel, text: "x" })],
  [
    "replies",
    async (side) => side.web.chat.postMessage({ channel: side.kernels, text: "x", thread_ts: await posted(side) }),
  ],
  ["updates", async (side) => side.web.chat.update({ channel: side.kernels, ts: await posted(side), text: "y" })],
  ["updates nothing", ({ web, kernels: channel }) => web.chat.update({ channel, ts: noTs, text: "y" })],
  ["deletes", async (side) => side.web.chat.delete({ channel: side.kernels, ts: await posted(side) })],
  ["deletes nothing", ({ web, kernels: channel }) => web.chat.delete({ channel, ts: noTs })],
  ["whispers", ({ web, kernels: channel, ada: user }) => web.chat.postEphemeral({ channel, user, text: "x" })],
  ["whispers to nobody", ({ web, kernels: channel }) => web.chat.postEphemeral({ channel, user: "U404", text: "x" })],
  [
    "links to a message",
    async (side) => side.web.chat.getPermalink({ channel: side.kernels, message_ts: await posted(side) }),
  ],
  ["links to nothing", ({ web, kernels: channel }) => web.chat.getPermalink({ channel, message_ts: noTs })],
  ["looks at a channel", ({ web, kernels: channel }) => web.conversations.info({ channel })],
  ["looks at no channel", ({ web }) => web.conversations.info({ channel: "C404" })],
  [
    "reads a history",
    ({ web, kernels: channel }) => web.conversations.history({ channel, include_all_metadata: true }),
  ],
  ["reads the history of nothing", ({ web }) => web.conversations.history({ channel: "C404" })],
  ["reads a thread", async (side) => side.web.conversations.replies({ channel: side.kernels, ts: await posted(side) })],
  ["opens direct messages", ({ web, ada: users }) => web.conversations.open({ users })],
  ["opens direct messages with nobody", ({ web }) => web.conversations.open({ users: "U404" })],
  ["joins again", ({ web, left: channel }) => web.conversations.join({ channel })],
  ["joins an archived channel", ({ web, archived: channel }) => web.conversations.join({ channel })],
  ["looks at a person", ({ web, ada: user }) => web.users.info({ user })],
  ["looks at nobody", ({ web }) => web.users.info({ user: "U404" })],
  ["opens a modal", opened],
  [
    "opens a modal with a made-up trigger",
    ({ web }) => web.apiCall("views.open", { trigger_id: "1.2.3", view: modal }),
  ],
  [
    "opens two modals with one trigger",
    async ({ web, trigger }) => {
      const trigger_id = await trigger();
      await web.apiCall("views.open", { trigger_id, view: modal });
      return web.apiCall("views.open", { trigger_id, view: modal });
    },
  ],
  [
    "updates a modal",
    async (side) => side.web.apiCall("views.update", { view_id: (await opened(side)).id, view: modal }),
  ],
  [
    "updates an older modal",
    async (side) => side.web.apiCall("views.update", { view_id: (await opened(side)).id, hash: "old", view: modal }),
  ],
  ["updates no modal", ({ web }) => web.apiCall("views.update", { view_id: "V404", view: modal })],
  [
    "publishes a home tab",
    ({ web, ada: user_id }) => web.apiCall("views.publish", { user_id, view: { type: "home", blocks: [] } }),
  ],
  [
    "shares a file",
    async (side) =>
      side.web.files.completeUploadExternal({ files: [{ id: await uploaded(side) }], channel_id: side.kernels }),
  ],
  [
    "shares a file twice",
    async (side) => {
      const files: [{ id: string }] = [{ id: await uploaded(side) }];
      await side.web.files.completeUploadExternal({ files, channel_id: side.kernels });
      return side.web.files.completeUploadExternal({ files, channel_id: side.kernels });
    },
  ],
  [
    "shares no file",
    ({ web, kernels: channel_id }) => web.files.completeUploadExternal({ files: [{ id: "F404" }], channel_id }),
  ],
  ["looks at no file", ({ web }) => web.files.info({ file: "F404" })],
  ["reads without the scope", ({ poster, kernels: channel }) => poster.conversations.history({ channel })],
  ["looks at people without the scope", ({ poster }) => poster.users.info({ user: "U1" })],
];

/** Where the two differ: theirs, ours, and why ours is right to. */
const known: Readonly<Record<string, readonly [theirs: string, ours: string, why: string]>> = {
  "posts where it has left": ["ok", "not_in_channel", "only chat:write.public posts into a channel from outside"],
  "whispers to nobody": [
    "user_not_found",
    "user_not_in_channel",
    "the reference of chat.postEphemeral lists this alone",
  ],
};

/** What an answer holds at its top, or the code of a refusal. */
async function outlineOf(call: Promise<unknown>) {
  const code = await codeOf(call);
  return { code, fields: code === "ok" ? Object.keys(Object(await call)) : [] };
}

/** Fields of theirs that Slack's reference doesn't have. */
const theirOwnFields = ["response_metadata"];

describe("beside an independent emulator, ours answers the same when the bot", () => {
  let ours: Side;
  let theirs: Side;
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([ourSide(), theirSide()]);
  });
  afterAll(async () => {
    await ours[Symbol.asyncDispose]();
    await theirs[Symbol.asyncDispose]();
  });

  it.each(steps)("%s", async (what, call) => {
    const [our, their] = [await outlineOf(call(ours)), await outlineOf(call(theirs))];
    expect([their.code, our.code]).toEqual(known[what]?.slice(0, 2) ?? [their.code, their.code]);
    if (our.code === "ok") expect([...our.fields, ...theirOwnFields]).toEqual(expect.arrayContaining(their.fields));
  });
});
