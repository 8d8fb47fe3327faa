import type { FilesGetUploadURLExternalResponse } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { codeOf, webClientOf } from "./web-client.ts";

const clientOf = (slack: FakeSlack) => webClientOf(slack.apiUrl, slack.botToken);
const png = Buffer.from("not really a picture");

describe("a file of the app", () => {
  it("is uploaded by the real client into a thread, with its comment", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const root = await web.chat.postMessage({ channel, text: "verdict" });
    await web.filesUploadV2({
      channel_id: channel,
      thread_ts: root.ts ?? "",
      initial_comment: "the log",
      filename: "build.log",
      title: "Build log",
      file: Buffer.from("error: …"),
    });
    expect(slack.thread(channel, root.ts ?? "")).toMatchObject([{ text: "the log", files: [{ name: "build.log" }] }]);
    const [file] = slack.files();
    expect(file?.bytes?.toString()).toBe("error: …");
    expect(file).toMatchObject({ title: "Build log", shares: [{ channel, thread_ts: root.ts }] });
  });

  it("can be a picture of a message once it is complete, and not before", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const asked = { filename: "chart.png", length: png.length, alt_txt: "bars" };
    const target: FilesGetUploadURLExternalResponse = await web.apiCall("files.getUploadURLExternal", asked);
    const { file_id: id = "", upload_url: url = "" } = target;
    const withPicture = () =>
      web.chat.postMessage({
        channel,
        text: "chart",
        blocks: [{ type: "image", alt_text: "bars", slack_file: { id } }],
      });
    expect((await fetch(url, { method: "POST", body: "shorter" })).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: new Uint8Array(png) })).status).toBe(200);
    expect(await codeOf(withPicture())).toBe("invalid_blocks");
    await web.files.completeUploadExternal({ files: [{ id, title: "Chart" }] });
    expect(await codeOf(withPicture())).toBe("ok");
    expect(slack.files()).toMatchObject([{ title: "Chart", alt_txt: "bars", shares: [] }]);
    const again = web.files.completeUploadExternal({ files: [{ id }] });
    expect(await codeOf(again)).toBe("file_not_found");
  });

  it("is not shared at all when its thread isn't there", async () => {
    await using slack = await startFakeSlack();
    const web = clientOf(slack);
    const { id: channel } = slack.addChannel({ name: "kernels" });
    const { upload_url = "", file_id = "" } = await web.files.getUploadURLExternal({ filename: "a.txt", length: 1 });
    await fetch(upload_url, { method: "POST", body: "x" });
    const complete = web.files.completeUploadExternal({
      files: [{ id: file_id }],
      channel_id: channel,
      thread_ts: "1503435956.000247",
    });
    expect(await codeOf(complete)).toBe("thread_not_found");
    expect(slack.files()).toEqual([]);
  });
});

describe("a download", () => {
  const addressOf = async (slack: FakeSlack, id: string) =>
    (await clientOf(slack).files.info({ file: id })).file?.url_private_download ?? "";

  it("gives a person's file to the bot, and a sign-in page to anybody else", async () => {
    await using slack = await startFakeSlack();
    const ada = slack.addUser({ name: "ada" });
    const url = await addressOf(slack, slack.upload(ada, { name: "kernel.ts", bytes: "code" }).id);
    const authorization = `Bearer ${slack.botToken}`;
    expect(await (await fetch(url, { headers: { authorization } })).text()).toBe("code");
    const stranger = await fetch(url);
    expect(stranger.status).toBe(200);
    expect(await stranger.text()).toContain("Sign in");
    expect(slack.calls.filter(({ method }) => method === "download").map(({ status }) => status)).toEqual([200, 302]);
  });

  it("needs the scope files:read as well as the token", async () => {
    await using slack = await startFakeSlack({ scopes: [] });
    const ada = slack.addUser({ name: "ada" });
    const { id } = slack.upload(ada, { name: "kernel.ts", bytes: "code" });
    const url = new URL(`/files-pri/${slack.teamId}-${id}/download/kernel.ts`, slack.apiUrl);
    const response = await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
    expect(await response.text()).toContain("Sign in");
  });
});
