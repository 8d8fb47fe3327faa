import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import { SlackBot, type SlackMode } from "../slack-bot.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackScene } from "./slack-scene.ts";

const secretsOf = ({ botToken, appToken, signingSecret }: FakeSlack) => [botToken, appToken, signingSecret];

/** Starts a bot that can't work, and returns what it said; what has to be true of each such start is checked here. */
async function refusedStart(
  scene: SlackScene,
  mode: SlackMode,
  variables: Readonly<Record<string, string>>,
  mostCalls = 2,
) {
  const { slack } = scene;
  const before = slack.calls.length;
  await using bot = new SlackBot(slack, { mode, season: scene.season });
  expect(await bot.fails(variables)).toBe(1);
  const said = `${bot.said}${existsSync(`${bot.dataFolder}/tank.log`) ? bot.log : ""}`;
  for (const secret of [...secretsOf(slack), ...Object.values(variables)]) {
    if (/^xox|^xapp|secret/.test(secret)) expect(said).not.toContain(secret);
  }
  expect(bot.said.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(bot.said).not.toMatch(/\n {4}at /);
  expect(slack.calls.slice(before).length).toBeLessThanOrEqual(mostCalls);
  return bot.said;
}

describe("R13: a start that can't work ends with a clear line", () => {
  it.for<readonly [string, SlackMode, Readonly<Record<string, string>>, RegExp]>([
    [
      "a bot token that Slack does not know",
      "socket",
      { SLACK_BOT_TOKEN: "xoxb-1-wrong" },
      /SLACK_BOT_TOKEN.*docs\/slack\.md/s,
    ],
    [
      "an app token that Slack does not know",
      "socket",
      { SLACK_APP_TOKEN: "xapp-1-wrong" },
      /SLACK_APP_TOKEN.*docs\/slack\.md/s,
    ],
    [
      "a token of another kind",
      "socket",
      { SLACK_BOT_TOKEN: "xapp-1-swapped" },
      /SLACK_BOT_TOKEN.*xoxb-.*docs\/slack\.md/s,
    ],
    ["no way in", "socket", { SLACK_APP_TOKEN: "" }, /SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET.*docs\/slack\.md/s],
    ["no port", "http", { PORT: "" }, /PORT is not set.*docs\/slack\.md/s],
    [
      "a Slack that is away",
      "socket",
      { SLACK_API_URL: "http://127.0.0.1:9/api/" },
      /Slack did not answer.*SLACK_API_URL.*docs\/slack\.md/s,
    ],
  ])("with %s", async ([, mode, variables, says]) => {
    await using scene = await SlackScene.open();
    expect(await refusedStart(scene, mode, variables)).toMatch(says);
  });

  it("with scopes missing, and names each with what it is for", async () => {
    await using scene = await SlackScene.open({ scopes: ["commands", "chat:write", "users:read", "channels:history"] });
    const said = await refusedStart(scene, "socket", {});
    expect(said).toMatch(
      /lacks scopes: .*files:write \(posts charts and logs\).*OAuth & Permissions.*docs\/slack\.md/s,
    );
  });

  it("with a Slack that opens no socket", async () => {
    await using scene = await SlackScene.open();
    scene.slack.refuseSockets(true);
    // It tries again, since the connection may only have been an old one.
    expect(await refusedStart(scene, "socket", {}, 5)).toMatch(/Slack did not answer.*docs\/slack\.md/s);
  });

  it("with a port that another program has", async () => {
    await using scene = await SlackScene.open();
    const other = createServer().listen(0);
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await refusedStart(scene, "http", { PORT: String(port) })).toMatch(
      new RegExp(`port ${port}.*PORT.*docs/slack.md`, "s"),
    );
    other.close();
  });
});

describe("R13: a request that Slack did not sign", () => {
  let scene: SlackScene;
  let bot: RunningBot;
  beforeAll(async () => {
    scene = await SlackScene.open();
    const { slack } = scene;
    const free = createServer().listen(0);
    await once(free, "listening");
    const address = free.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    free.close();
    await once(free, "close");
    bot = await BotHere.start(scene, { mode: { kind: "http", signingSecret: slack.signingSecret, port } });
    slack.deliverTo({ mode: "http", url: `http://127.0.0.1:${port}/slack/events` });
    await scene.type("hanna", "/tank open kind=repair");
    await scene.until(() => scene.thread().length > 0);
  });
  afterAll(async () => {
    await bot?.[Symbol.asyncDispose]();
    await scene?.[Symbol.asyncDispose]();
  });

  it.each(["wrong", "old"] as const)(
    "is answered with 401 and does nothing: its signature is %s",
    async (signature) => {
      const { slack, channel } = scene;
      const user = scene.person("hanna");
      const before = scene.answers("hanna").length;
      const cancel = { user, channel, command: "/tank", text: 'cancel reason="forged"', signature };
      const pressed = { user, channel, ts: scene.living()?.ts ?? "", actionId: "tank:pitch", signature };
      const mentioned = { user, channel, text: 'cancel reason="forged"', signature };
      const statuses = [await slack.slash(cancel), await slack.press(pressed), await slack.mention(mentioned)];
      expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401]);
      expect(await scene.type("hanna", "/tank status")).toContain("pitching");
      expect(scene.answers("hanna").length - before).toBe(1);
      expect(slack.openView(user)).toBeUndefined();
    },
  );

  it("leaves no secret in the log", () => {
    for (const secret of secretsOf(scene.slack)) expect(bot.log).not.toContain(secret);
    expect(bot.log).toContain("slack-library");
  });
});
