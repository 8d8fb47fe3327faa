import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examine } from "../../src/bot/doctor/finding.ts";
import { examineSlack } from "../../src/bot/slack/examine-slack.ts";
import { slackSettings } from "../../src/bot/slack/slack-settings.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { everyScope } from "../fakes/slack/workspace.ts";

const look = async (slack: FakeSlack, token = slack.botToken) => {
  const secrets = { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
  const settings = slackSettings(secrets, { prefix: "" });
  if (settings === null) throw new Error("these settings are whole");
  return examine("Slack", () => examineSlack(settings));
};

describe("the doctor asks Slack", () => {
  let slack: FakeSlack;
  beforeAll(async () => {
    slack = await startFakeSlack();
  });
  afterAll(() => slack[Symbol.asyncDispose]());

  it("whose token it is", async () => {
    expect(await look(slack)).toMatchObject({ ok: true, detail: expect.stringContaining("the workspace Fake Slack") });
  });

  it("and names a token that Slack does not know, without showing it", async () => {
    const found = await look(slack, "xoxb-of-nobody");
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining("Slack refuses SLACK_BOT_TOKEN") });
    expect(JSON.stringify(found)).not.toContain("xoxb-of-nobody");
  });

  it("and names the scopes that are missing, each with its reason", async () => {
    await using poor = await startFakeSlack({ scopes: everyScope.filter((scope) => scope !== "files:write") });
    expect(await look(poor)).toMatchObject({
      ok: false,
      detail: "The Slack app lacks a scope: files:write (posts charts and logs).",
    });
  });
});
