import type { KnownBlock, ModalView } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startBoltApp } from "./bolt-app.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";

const pitchModal: ModalView = {
  type: "modal",
  callback_id: "pitch",
  private_metadata: "round-1",
  title: { type: "plain_text", text: "Pitch" },
  submit: { type: "plain_text", text: "Send" },
  blocks: [
    {
      type: "input",
      block_id: "title",
      label: { type: "plain_text", text: "Title" },
      element: { type: "plain_text_input", action_id: "title-text", max_length: 40, min_length: 3 },
    },
    {
      type: "input",
      block_id: "approach",
      label: { type: "plain_text", text: "Approach" },
      element: {
        type: "static_select",
        action_id: "approach-list",
        options: ["vectorise", "fuse"].map((value) => ({ text: { type: "plain_text", text: value }, value })),
      },
    },
    {
      type: "input",
      block_id: "kernel",
      label: { type: "plain_text", text: "Kernel" },
      element: { type: "file_input", action_id: "kernel-file", filetypes: ["ts"], max_files: 1 },
    },
  ],
};

const voteButton: KnownBlock[] = [
  { type: "section", text: { type: "mrkdwn", text: "Round 1" } },
  {
    type: "actions",
    elements: [{ type: "button", action_id: "vote", value: "round-1", text: { type: "plain_text", text: "Vote" } }],
  },
];

/** The tiny app that the fake is tried with. */
function teach({ app }: RunningApp, slack: FakeSlack, seen: string[]) {
  app.command("/tank", async ({ ack, command, respond, client }) => {
    if (command.text === "now") return ack({ response_type: "in_channel", text: "here" });
    await ack();
    if (command.text === "rules") return void (await respond({ text: "the rules", response_type: "ephemeral" }));
    await client.chat.postMessage({ channel: command.channel_id, text: "Round 1", blocks: voteButton });
  });
  app.command("/pitch", async ({ ack, command, client }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: pitchModal });
  });
  app.view("pitch", async ({ ack, view, client, body }) => {
    const { title, kernel } = view.state.values;
    if (title?.["title-text"]?.value === "dead") {
      await ack({ response_action: "errors", errors: { title: "This idea is dead." } });
      return;
    }
    await ack();
    const [file] = kernel?.["kernel-file"]?.files ?? [];
    const info = await client.files.info({ file: file?.id ?? "" });
    const headers = { authorization: `Bearer ${slack.botToken}` };
    const download = await fetch(info.file?.url_private_download ?? "", { headers });
    seen.push(await download.text());
    await client.chat.postMessage({ channel: body.user.id, text: `Pitch ${title?.["title-text"]?.value} is in.` });
  });
  app.action("vote", async ({ ack, action, respond }) => {
    await ack();
    seen.push(action.type === "button" ? (action.value ?? "") : "");
    await respond({ text: "counted", replace_original: false, response_type: "ephemeral" });
  });
  app.event("app_mention", async ({ event, say, body }) => {
    seen.push(body.event_id);
    await say({ text: "yes?", thread_ts: event.thread_ts ?? event.ts });
  });
}

describe.each(["socket", "http"] as const)("over %s, a real Bolt app", (mode) => {
  let slack: FakeSlack;
  let running: RunningApp;
  let seen: string[];
  let ada: { id: string };
  let channel: { id: string };

  beforeEach(async () => {
    slack = await startFakeSlack({ ackWithinMs: 1000 });
    ada = slack.addUser({ name: "ada" });
    channel = slack.addChannel({ name: "kernels" });
    running = await startBoltApp(slack, mode);
    seen = [];
    teach(running, slack, seen);
  });
  afterEach(async () => {
    await running?.[Symbol.asyncDispose]();
    await slack[Symbol.asyncDispose]();
  });

  const fromAda = () => ({ user: ada, channel });

  it("answers a command in the channel with its acknowledgement", async () => {
    await slack.slash({ ...fromAda(), command: "/tank", text: "now" });
    expect(slack.messages(channel).map(({ text }) => text)).toEqual(["here"]);
  });

  it("answers one person alone at the response address", async () => {
    await slack.slash({ ...fromAda(), command: "/tank", text: "rules" });
    await slack.until(() => slack.ephemerals(ada).length === 1);
    expect(slack.ephemerals(ada)[0]?.text).toBe("the rules");
    expect(slack.messages(channel)).toEqual([]);
  });

  it("posts a message whose button sends its own value", async () => {
    await slack.slash({ ...fromAda(), command: "/tank", text: "open" });
    await slack.until(() => slack.messages(channel).length === 1);
    await slack.press({ ...fromAda(), ts: slack.messages(channel)[0]?.ts ?? "", actionId: "vote" });
    await slack.until(() => slack.ephemerals(ada).length === 1);
    expect(seen).toEqual(["round-1"]);
    expect(slack.ephemerals(ada)[0]?.text).toBe("counted");
  });

  it("opens a modal, puts an error at its field, and takes the file of the next try", async () => {
    await slack.slash({ ...fromAda(), command: "/pitch" });
    await slack.until(() => slack.openView(ada) !== undefined);
    const kernel = slack.upload(ada, { name: "kernel.ts", bytes: "export const x = 1;" });
    const values = { "approach-list": "fuse", "kernel-file": kernel };
    const refused = await slack.submit({ user: ada, values: { ...values, "title-text": "dead" } });
    expect(refused).toEqual({ closed: false, sent: true, errors: { title: "This idea is dead." } });
    expect(slack.openView(ada)?.errors).toEqual({ title: "This idea is dead." });

    const taken = await slack.submit({ user: ada, values: { "title-text": "wide loads" } });
    expect(taken).toEqual({ closed: true, sent: true });
    await slack.until(() => slack.directMessages(ada).length === 1);
    expect(seen).toEqual(["export const x = 1;"]);
    expect(slack.openView(ada)).toBeUndefined();
  });

  it("hears a mention, answers in its thread, and hears it again when it is delivered again", async () => {
    const { ts, eventId } = await slack.mention({ ...fromAda(), text: "status" });
    await slack.redeliver(3);
    await slack.until(() => slack.thread(channel, ts).length === 4);
    expect(seen).toEqual([eventId, eventId, eventId, eventId]);
    expect(slack.thread(channel, ts).map(({ text }) => text)).toEqual(["yes?", "yes?", "yes?", "yes?"]);
  });

  it("leaves a command unanswered that nobody listens to", async () => {
    await expect(slack.slash({ ...fromAda(), command: "/unknown" })).rejects.toThrow(/operation_timeout|404/);
  });
});
