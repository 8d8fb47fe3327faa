import type { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { type RecordingApp, startRecordingApp } from "./recording-app.ts";
import { codeOf, webClientOf } from "./web-client.ts";

interface World {
  readonly slack: FakeSlack;
  readonly web: WebClient;
  readonly app: RecordingApp;
  readonly ada: { readonly id: string };
  readonly channel: string;
  /** A message of the bot in `channel`. */
  readonly ts: string;
}

let world: World;

async function newWorld(scopes?: readonly string[]): Promise<World> {
  const slack = await startFakeSlack(scopes === undefined ? {} : { scopes });
  const ada = slack.addUser({ name: "ada" });
  const channel = slack.addChannel({ name: "kernels" });
  const web = webClientOf(slack.apiUrl, slack.botToken);
  const app = await startRecordingApp(slack);
  const ts =
    scopes === undefined ? String((await web.chat.postMessage({ channel: channel.id, text: "hello" })).ts) : "";
  return { slack, web, app, ada, channel: channel.id, ts };
}

beforeEach(async () => {
  world = await newWorld();
});
afterEach(async () => {
  await world.app[Symbol.asyncDispose]();
  await world.slack[Symbol.asyncDispose]();
});

const modal = { type: "modal", title: { type: "plain_text", text: "T" }, blocks: [{ type: "divider" }] };
const post = (args: Record<string, unknown>) =>
  world.web.apiCall("chat.postMessage", { channel: world.channel, ...args });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

type Refused = readonly [code: string, what: string, call: () => Promise<unknown>];

const refusals: readonly Refused[] = [
  ["unknown_method", "a method that Slack doesn't have", () => world.web.apiCall("chat.shout")],
  ["not_authed", "no token", () => webClientOf(world.slack.apiUrl, "").apiCall("auth.test")],
  ["invalid_auth", "a wrong token", () => webClientOf(world.slack.apiUrl, "xoxb-wrong").apiCall("auth.test")],
  ["not_allowed_token_type", "a bot token for a socket", () => world.web.apps.connections.open()],
  [
    "not_allowed_token_type",
    "an app token for a message",
    () =>
      webClientOf(world.slack.apiUrl, world.slack.appToken).apiCall("chat.postMessage", {
        channel: world.channel,
        text: "x",
      }),
  ],
  ["invalid_arguments", "a misspelt argument", () => post({ text: "x", thread: "1" })],
  ["invalid_arguments", "a missing channel", () => world.web.apiCall("chat.postMessage", { text: "x" })],
  ["channel_not_found", "an unknown channel", () => post({ channel: "C404", text: "x" })],
  ["channel_not_found", "a channel by its name", () => post({ channel: "#kernels", text: "x" })],
  ["no_text", "an empty message", () => post({ text: "" })],
  ["no_text", "an empty message with empty blocks", () => post({ text: " ", blocks: [] })],
  ["msg_too_long", "40,001 characters", () => post({ text: "x".repeat(40_001) })],
  ["invalid_blocks_format", "blocks that are no list", () => post({ blocks: "{}" })],
  ["invalid_blocks", "an unknown block", () => post({ blocks: [{ type: "sections" }] })],
  [
    "invalid_blocks",
    "a picture that isn't there",
    () => post({ blocks: [{ type: "image", alt_text: "a", slack_file: { id: "F404" } }] }),
  ],
  [
    "msg_blocks_too_long",
    "11,001 characters in blocks",
    () => post({ blocks: [...Array.from({ length: 5 }, () => section("x".repeat(2200))), section("y")] }),
  ],
  ["invalid_attachments", "two tables", () => post({ blocks: [table, table] })],
  ["thread_not_found", "a thread that isn't there", () => post({ text: "x", thread_ts: "1503435956.000247" })],
  [
    "cannot_reply_to_message",
    "a reply to a reply",
    async () => {
      const reply = await world.web.chat.postMessage({ channel: world.channel, text: "r", thread_ts: world.ts });
      return post({ text: "x", thread_ts: reply.ts });
    },
  ],
  ["invalid_metadata_format", "metadata without a payload", () => post({ text: "x", metadata: { event_type: "a" } })],
  [
    "invalid_metadata_schema",
    "an event type with a dot",
    () => post({ text: "x", metadata: { event_type: "a.b", event_payload: {} } }),
  ],
  [
    "metadata_too_large",
    "5,000 characters of metadata",
    () => post({ text: "x", metadata: { event_type: "a", event_payload: { key: "x".repeat(5000) } } }),
  ],
  ["invalid_arguments", "another name for the bot", () => post({ text: "x", username: "someone" })],
  ["message_not_found", "an update of nothing", () => update({ ts: "1503435956.000247", text: "x" })],
  ["cant_update_message", "an update of a person's message", () => update({ ts: adasMessage(), text: "x" })],
  ["msg_too_long", "an update of 4,001 characters", () => update({ text: "x".repeat(4001) })],
  ["no_text", "an update to nothing", () => update({})],
  [
    "cant_delete_message",
    "removing a person's message",
    () => world.web.chat.delete({ channel: world.channel, ts: adasMessage() }),
  ],
  [
    "message_not_found",
    "removing nothing",
    () => world.web.chat.delete({ channel: world.channel, ts: "1503435956.000247" }),
  ],
  [
    "user_not_in_channel",
    "an ephemeral for a stranger",
    () => {
      const away = world.slack.addChannel({ name: "away", members: [] });
      return world.web.chat.postEphemeral({ channel: away.id, user: world.ada.id, text: "x" });
    },
  ],
  ["user_not_found", "an unknown user", () => world.web.users.info({ user: "U404" })],
  ["user_not_found", "direct messages with nobody", () => world.web.conversations.open({ users: "U404" })],
  [
    "thread_not_found",
    "replies to nothing",
    () => world.web.conversations.replies({ channel: world.channel, ts: "1503435956.000247" }),
  ],
  [
    "invalid_cursor",
    "a made-up cursor",
    () => world.web.conversations.history({ channel: world.channel, cursor: "x" }),
  ],
  ["invalid_trigger_id", "a made-up trigger", () => openModal("1.2.3")],
  [
    "exchanged_trigger_id",
    "a trigger used twice",
    async () => {
      const trigger = await world.app.trigger(world.ada, { id: world.channel });
      await openModal(trigger);
      return openModal(trigger);
    },
  ],
  [
    "expired_trigger_id",
    "a trigger after three seconds",
    async () => {
      const trigger = await world.app.trigger(world.ada, { id: world.channel });
      world.slack.letTimePass(3001);
      return openModal(trigger);
    },
  ],
  [
    "invalid_arguments",
    "a modal without a title",
    async () => openModal(await world.app.trigger(world.ada, { id: world.channel }), { type: "modal", blocks: [] }),
  ],
  [
    "not_found",
    "a push from outside a modal",
    async () => {
      const trigger_id = await world.app.trigger(world.ada, { id: world.channel });
      return world.web.apiCall("views.push", { trigger_id, view: modal });
    },
  ],
  [
    "not_found",
    "an update of a modal that is gone",
    () => world.web.apiCall("views.update", { view_id: "V404", view: modal }),
  ],
  [
    "hash_conflict",
    "an update of an older modal",
    async () => {
      await openModal(await world.app.trigger(world.ada, { id: world.channel }));
      const view_id = world.slack.openView(world.ada)?.id;
      return world.web.apiCall("views.update", { view_id, hash: "old", view: modal });
    },
  ],
  ["file_not_found", "an unknown file", () => world.web.files.info({ file: "F404" })],
  [
    "file_not_found",
    "completing what was never sent",
    async () => {
      const { file_id } = await world.web.files.getUploadURLExternal({ filename: "a.txt", length: 3 });
      return world.web.files.completeUploadExternal({ files: [{ id: String(file_id) }], channel_id: world.channel });
    },
  ],
  [
    "invalid_arguments",
    "alt_text, which Slack calls alt_txt",
    () => world.web.files.getUploadURLExternal({ filename: "a.png", length: 3, alt_text: "a" }),
  ],
];

const table = { type: "table", rows: [[{ type: "raw_text", text: "a" }]] };
const update = (args: Record<string, unknown>) =>
  world.web.apiCall("chat.update", { channel: world.channel, ts: world.ts, ...args });
const adasMessage = () => world.slack.say({ user: world.ada, channel: world.channel, text: "mine" });
const openModal = (trigger_id: string, view: unknown = modal) => world.web.apiCall("views.open", { trigger_id, view });

describe("the fake refuses as Slack does", () => {
  it.each(refusals)("with %s: %s", async (code, _what, call) => {
    expect(await codeOf(call())).toBe(code);
    expect(world.slack.calls.at(-1)?.error).toBe(code);
  });
});
