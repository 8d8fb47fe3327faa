import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { type Json, objectAt } from "./json.ts";
import { type RecordingApp, startRecordingApp } from "./recording-app.ts";
import { codeOf, webClientOf } from "./web-client.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const inputBlock = (id: string, element: Json, over: Json = {}) => ({
  type: "input",
  block_id: id,
  label: plain(id),
  element: { action_id: `${id}-field`, ...element },
  ...over,
});
const options = ["5", "50", "95"].map((value) => ({ text: plain(`${value} %`), value }));
const modal = (blocks: readonly Json[], over: Json = {}): Json => ({
  type: "modal",
  callback_id: "vote",
  title: plain("Vote"),
  submit: plain("Send"),
  blocks,
  ...over,
});
const fields = [
  inputBlock("why", { type: "plain_text_input", min_length: 3, max_length: 10 }),
  inputBlock("odds", { type: "number_input", is_decimal_allowed: false, min_value: "1", max_value: "99" }),
  inputBlock("chip", { type: "radio_buttons", options }, { optional: true }),
  inputBlock("code", { type: "file_input", filetypes: ["ts"], max_files: 1 }, { optional: true }),
];

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

const call = (method: string, args: Record<string, unknown>) =>
  webClientOf(slack.apiUrl, slack.botToken).apiCall(method, args);
const open = async (view: Json) => call("views.open", { trigger_id: await app.trigger(ada, channel), view });
const submit = (values: Parameters<FakeSlack["submit"]>[0]["values"] = {}) => slack.submit({ user: ada, values });
const sentView = () => objectAt(app.deliveries.at(-1) ?? {}, "view");

describe("a person who fills in a modal", () => {
  it("is held back by the client until every required field is right", async () => {
    await open(modal(fields));
    const before = app.deliveries.length;
    const required = "Please complete this required field.";
    expect(await submit()).toEqual({ closed: false, sent: false, errors: { why: required, odds: required } });
    expect(await submit({ "why-field": "no", "odds-field": "100" })).toMatchObject({
      errors: { why: "Must be at least 3 characters.", odds: "Must be at most 99." },
    });
    expect(await submit({ "odds-field": "1.5" })).toMatchObject({ errors: { odds: "Please enter a valid number." } });
    expect(app.deliveries).toHaveLength(before);
    expect(await submit({ why: "fast", odds: 50 })).toEqual({ closed: true, sent: true });
  });

  it("sends every field, also those left empty", async () => {
    await open(modal(fields, { private_metadata: "round-7" }));
    const file = slack.upload(ada, { name: "k.ts", bytes: "code" });
    await submit({ why: "fast", odds: 5, chip: "95", code: file });
    expect(sentView()).toMatchObject({
      callback_id: "vote",
      private_metadata: "round-7",
      state: {
        values: {
          why: { "why-field": { type: "plain_text_input", value: "fast" } },
          odds: { "odds-field": { type: "number_input", value: "5" } },
          chip: { "chip-field": { type: "radio_buttons", selected_option: { value: "95" } } },
          code: { "code-field": { type: "file_input", files: [{ id: file.id, name: "k.ts" }] } },
        },
      },
    });
    await open(modal(fields));
    await submit({ why: "fast", odds: 5 });
    expect(sentView()).toMatchObject({
      state: { values: { chip: { "chip-field": { selected_option: null } }, code: { "code-field": { files: [] } } } },
    });
  });

  it("can't enter what the client would not take", async () => {
    await open(modal(fields));
    await expect(submit({ why: "x".repeat(11) })).rejects.toThrow("takes 10 characters");
    await expect(submit({ why: "a\nb" })).rejects.toThrow("one line");
    await expect(submit({ chip: "40" })).rejects.toThrow("offers no option 40; it offers 5, 50, 95");
    await expect(submit({ whose: "x" })).rejects.toThrow("no field whose; it has why-field");
    const python = slack.upload(ada, { name: "k.py", bytes: "code" });
    await expect(submit({ code: python })).rejects.toThrow("takes ts and not k.py");
  });

  it("keeps what was entered over an update that keeps the field", async () => {
    await open(modal(fields));
    await slack.submit({ user: ada, values: { why: "fast" } });
    const id = slack.openView(ada)?.id;
    await call("views.update", { view_id: id, view: modal([...fields, { type: "divider" }]) });
    expect(slack.openView(ada)?.values["why"]).toEqual({ "why-field": { type: "plain_text_input", value: "fast" } });
    expect(slack.openView(ada)?.id).toBe(id);
  });
});

describe("the app's answer to a submission", () => {
  const filled = { why: "fast", odds: 5 };
  beforeEach(() => open(modal(fields)));

  it("puts errors at fields that there are, and nowhere else", async () => {
    app.answerWith({ response_action: "errors", errors: { why: "dead idea" } });
    expect(await submit(filled)).toEqual({ closed: false, sent: true, errors: { why: "dead idea" } });
    expect(slack.openView(ada)?.errors).toEqual({ why: "dead idea" });
    app.answerWith({ response_action: "errors", errors: { "why-field": "dead idea" } });
    await expect(submit(filled)).rejects.toThrow("errors at no input block: why-field");
  });

  it("updates, pushes, and clears", async () => {
    app.answerWith({ response_action: "update", view: modal([{ type: "divider" }], { title: plain("Next") }) });
    expect(await submit(filled)).toEqual({ closed: false, sent: true });
    expect(slack.openView(ada)?.title).toBe("Next");
    app.answerWith({ response_action: "push", view: modal([], { title: plain("On top") }) });
    await submit();
    expect(slack.openView(ada)?.title).toBe("On top");
    app.answerWith({ response_action: "clear" });
    expect(await submit()).toEqual({ closed: true, sent: true });
    expect(slack.openView(ada)).toBeUndefined();
  });

  it("must be one that Slack knows, with a view that Slack shows", async () => {
    app.answerWith({ response_action: "close" });
    await expect(submit(filled)).rejects.toThrow("invalid_response_action");
    app.answerWith({ response_action: "update", view: modal([], { title: plain("x".repeat(25)) }) });
    await expect(submit(filled)).rejects.toThrow("must be less than 25 characters [json-pointer:/view/title/text]");
  });
});

describe("a button within a modal", () => {
  const withButton = [
    ...fields,
    { type: "actions", elements: [{ type: "button", action_id: "help", value: "odds", text: plain("Help") }] },
  ];

  it("is pressed with what has been entered so far, and may push three modals deep", async () => {
    await open(modal(withButton));
    const push = async () => {
      await slack.pressInView({ user: ada, actionId: "help", values: { why: "fast" } });
      return codeOf(call("views.push", { trigger_id: app.deliveries.at(-1)?.["trigger_id"], view: modal(withButton) }));
    };
    expect(await push()).toBe("ok");
    expect(app.deliveries.at(-1)).toMatchObject({
      type: "block_actions",
      container: { type: "view" },
      actions: [{ action_id: "help", value: "odds" }],
      view: { state: { values: { why: { "why-field": { value: "fast" } } } } },
    });
    expect([await push(), await push()]).toEqual(["ok", "push_limit_reached"]);
  });

  it("leads back to the modal below once the upper one is closed", async () => {
    await open(modal(withButton));
    const below = slack.openView(ada)?.id;
    await slack.pressInView({ user: ada, actionId: "help" });
    const upper = modal([], { notify_on_close: true });
    await call("views.push", { trigger_id: app.deliveries.at(-1)?.["trigger_id"], view: upper });
    await slack.closeView({ user: ada });
    expect(app.deliveries.at(-1)).toMatchObject({ type: "view_closed", is_cleared: false });
    expect(slack.openView(ada)?.id).toBe(below);
  });

  it("is one that is there, and an input only where it dispatches actions", async () => {
    await open(modal(withButton));
    await expect(slack.pressInView({ user: ada, actionId: "hint" })).rejects.toThrow("There is no hint");
    const typing = slack.pressInView({ user: ada, actionId: "why-field", values: { why: "abc" } });
    await expect(typing).rejects.toThrow("no dispatch_action");
  });
});

it("an external id names one view of the whole workspace", async () => {
  const named = modal([], { external_id: "ballot" });
  await open(named);
  expect(await codeOf(open(named))).toBe("duplicate_external_id");
  expect(await codeOf(call("views.update", { external_id: "ballot", view: named }))).toBe("ok");
});

it("a home tab is published for one person, and takes no title", async () => {
  const home = { type: "home", blocks: [{ type: "divider" }] };
  await call("views.publish", { user_id: ada.id, view: home });
  expect(slack.homeView(ada)?.blocks).toHaveLength(1);
  expect(await codeOf(call("views.publish", { user_id: ada.id, view: modal([]) }))).toBe("invalid_arguments");
});
