import { describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { codeOf, webClientOf } from "./web-client.ts";
import { everyScope } from "./workspace.ts";

const clientOf = (slack: FakeSlack) => webClientOf(slack.apiUrl, slack.botToken);

describe("a bot that has left a channel", () => {
  it("can neither post, read, whisper, update nor share a file there", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const ada = slack.addUser({ name: "ada" });
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const { ts = "" } = await web.chat.postMessage({ channel, text: "x" });
    const file = await uploaded(slack);
    slack.removeBot(channel);

    expect(await codeOf(web.chat.postMessage({ channel, text: "x" }))).toBe("not_in_channel");
    expect(await codeOf(web.conversations.history({ channel }))).toBe("not_in_channel");
    expect(await codeOf(web.chat.postEphemeral({ channel, user: ada.id, text: "x" }))).toBe("not_in_channel");
    expect(await codeOf(web.chat.update({ channel, ts, text: "y" }))).toBe("channel_not_found");
    const share = web.files.completeUploadExternal({ files: [{ id: file }], channel_id: channel });
    expect(await codeOf(share)).toBe("not_in_channel");
    expect(slack.messages(channel).map(({ text }) => text)).toEqual(["x"]);
  });

  it("comes back by joining, into public channels alone", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const open = slack.addChannel({ name: "open", botIsMember: false });
    const closed = slack.addChannel({ name: "closed", botIsMember: false, isPrivate: true });
    const archived = slack.addChannel({ name: "old", botIsMember: false, archived: true });
    await web.conversations.join({ channel: open.id });
    expect(await codeOf(web.chat.postMessage({ channel: open.id, text: "back" }))).toBe("ok");
    expect(await codeOf(web.conversations.join({ channel: closed.id }))).toBe("channel_not_found");
    expect(await codeOf(web.conversations.info({ channel: closed.id }))).toBe("channel_not_found");
    expect(await codeOf(web.chat.postMessage({ channel: closed.id, text: "x" }))).toBe("channel_not_found");
    expect(await codeOf(web.conversations.join({ channel: archived.id }))).toBe("is_archived");
  });
});

it("an archived channel takes no message, no update and no file, and can still be read", async () => {
  await using slack = await startFakeSlack();
  const web = clientOf(slack);
  const { id: channel } = slack.addChannel({ name: "kernels" });
  const { ts = "" } = await web.chat.postMessage({ channel, text: "x" });
  const file = await uploaded(slack);
  slack.archive(channel);
  expect(await codeOf(web.chat.postMessage({ channel, text: "x" }))).toBe("is_archived");
  slack.removeBot(channel);
  expect(await codeOf(web.chat.postMessage({ channel, text: "x" }))).toBe("is_archived");
  slack.inviteBot(channel);
  expect(await codeOf(web.chat.update({ channel, ts, text: "y" }))).toBe("is_inactive");
  const share = web.files.completeUploadExternal({ files: [{ id: file }], channel_id: channel });
  expect(await codeOf(share)).toBe("posting_to_channel_denied");
  expect((await web.conversations.history({ channel })).messages).toHaveLength(1);
});

describe("without a scope", () => {
  type Needed = readonly [scope: string, method: string, args: Record<string, unknown>];
  const needed: readonly Needed[] = [
    ["chat:write", "chat.postMessage", { text: "x" }],
    ["chat:write", "chat.postEphemeral", { text: "x", user: "U1" }],
    ["channels:history", "conversations.history", {}],
    ["channels:history", "conversations.replies", { ts: "1503435956.000247" }],
    ["channels:read", "conversations.info", {}],
    ["channels:join", "conversations.join", {}],
    ["im:write", "conversations.open", {}],
    ["users:read", "users.info", { user: "U1" }],
    ["files:write", "files.getUploadURLExternal", { filename: "a", length: 1 }],
    ["files:write", "files.completeUploadExternal", { files: [] }],
    ["files:read", "files.info", { file: "F1" }],
  ];
  it.each(needed)("%s the app can't call %s", async (scope, method, args) => {
    await using slack = await startFakeSlack({ scopes: everyScope.filter((one) => one !== scope) });
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const web = clientOf(slack);
    const takesChannel = method.startsWith("chat.") || (method.startsWith("conv") && !method.endsWith("open"));
    const call = web.apiCall(method, takesChannel ? { channel, ...args } : args);
    await expect(call).rejects.toMatchObject({ data: { error: "missing_scope", needed: scope } });
  });

  it("nothing reaches the app that needs it", async () => {
    await using slack = await startFakeSlack({ scopes: ["chat:write"] });
    const ada = slack.addUser({ name: "ada" });
    const channel = slack.addChannel({ name: "kernels" });
    await expect(slack.slash({ user: ada, channel, command: "/tank" })).rejects.toThrow("scope commands");
    await expect(slack.mention({ user: ada, channel, text: "x" })).rejects.toThrow("scope app_mentions:read");
  });

  it("groups:history a private channel's history is closed, whatever else may be read", async () => {
    await using slack = await startFakeSlack({ scopes: ["channels:history"] });
    const channel = slack.addChannel({ name: "secret", isPrivate: true }).id;
    const call = clientOf(slack).conversations.history({ channel });
    await expect(call).rejects.toMatchObject({ data: { error: "missing_scope", needed: "groups:history" } });
  });
});

describe("a request of the wrong form is refused", () => {
  const request = async (slack: FakeSlack, method: string, init: RequestInit) => {
    const response = await fetch(`${slack.apiUrl}${method}`, { method: "POST", ...init });
    return Object(await response.json()).error ?? "ok";
  };

  it("by its method, its type, its JSON, or where its token is", async () => {
    await using slack = await startFakeSlack();
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const authorization = `Bearer ${slack.botToken}`;
    const json = { authorization, "content-type": "application/json; charset=utf-8" };
    const body = JSON.stringify({ channel, text: "x" });
    expect(await request(slack, "auth.test", { method: "GET", headers: { authorization } })).toBe("invalid_post_type");
    expect(await request(slack, "chat.postMessage", { headers: { ...json, "content-type": "text/csv" }, body })).toBe(
      "invalid_post_type",
    );
    expect(await request(slack, "chat.postMessage", { headers: json, body: "[1" })).toBe("json_not_object");
    expect(await request(slack, "conversations.info", { headers: json, body })).toBe("invalid_arguments");
    const tokenInBody = JSON.stringify({ channel, text: "x", token: slack.botToken });
    expect(
      await request(slack, "chat.postMessage", { headers: { "content-type": "application/json" }, body: tokenInBody }),
    ).toBe("not_authed");
    expect(await request(slack, "chat.postMessage", { headers: json, body })).toBe("ok");
    const form = new URLSearchParams({ channel, text: "x", token: slack.botToken });
    expect(await request(slack, "chat.postMessage", { body: form })).toBe("ok");
  });
});

/** The id of a file that was sent and not yet shared. */
async function uploaded(slack: FakeSlack): Promise<string> {
  const target = await clientOf(slack).files.getUploadURLExternal({ filename: "log.txt", length: 3 });
  await fetch(target.upload_url ?? "", { method: "POST", body: "abc" });
  return target.file_id ?? "";
}
